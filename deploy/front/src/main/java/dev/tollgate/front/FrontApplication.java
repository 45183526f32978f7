package dev.tollgate.front;

/** Starts the front, alone or inside the all-in-one launcher. */
public final class FrontApplication {

    private FrontApplication() {}

    /** Starts with {@code --tollgate.front.…=value} arguments, see {@link FrontProperties}; closing stops it. */
    public static AutoCloseable start(String... args) {
        return FrontServer.start(FrontProperties.of(args));
    }

    public static void main(String[] args) throws InterruptedException {
        AutoCloseable front = start(args);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                front.close();
                            } catch (Exception e) {
                                System.getLogger(FrontApplication.class.getName())
                                        .log(System.Logger.Level.ERROR, "The front did not stop in order.", e);
                            }
                        },
                        "front-stop"));
        Thread.currentThread().join();
    }
}
