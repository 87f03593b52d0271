import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Runs the main class named first with the remaining arguments, and ends the server when standard input closes:
 * the process that started it holds the other end, so a parent killed outright leaves no orphan. Refuses a working
 * folder that another server runs on: Kafka notices only after its controller has written there.
 */
public final class EndWithParent {
  private static final long GRACE_MS = 10_000;
  /** Held for the life of the process. */
  private static FileChannel folder;

  public static void main(String[] args) throws Exception {
    folder = FileChannel.open(Path.of("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (folder.tryLock() == null) {
      System.err.println("server.lock is held: another server runs on this folder");
      System.exit(1);
    }
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
