import java.io.IOException;
import java.util.Arrays;

/**
 * Runs the main class named first with the remaining arguments, and ends the server when standard input closes:
 * the process that started it holds the other end, so a parent killed outright leaves no orphan.
 */
public final class EndWithParent {
  private static final long GRACE_MS = 10_000;

  public static void main(String[] args) throws Exception {
    daemon(EndWithParent::exitWhenParentIsGone);
    Class.forName(args[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  private static void exitWhenParentIsGone() {
    try {
      while (System.in.read() != -1) {}
    } catch (IOException closed) {
      // as good as end of file
    }
    daemon(EndWithParent::haltAfterGrace);
    System.exit(0);
  }

  /** A shutdown hook that hangs must not keep the orphan alive. */
  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE_MS);
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }
}
