import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One OpenSearch node: the base folder, then settings as key=value. */
public final class OpenSearchMain {
  public static void main(String[] args) throws InterruptedException {
    OpenSearchRunner runner = new OpenSearchRunner();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner)));
    runner.onBuild((node, settings) -> {
      for (int i = 1; i < args.length; i++) {
        String[] setting = args[i].split("=", 2);
        settings.put(setting[0], setting[1]);
      }
    }).build(OpenSearchRunner.newConfigs().basePath(args[0]).numOfNode(1).clusterName("callwarden"));
    new CountDownLatch(1).await(); // every thread of the node is a daemon
  }

  private static void close(OpenSearchRunner runner) {
    try {
      runner.close();
    } catch (IOException fault) {
      fault.printStackTrace();
    }
  }
}
