package dev.slipway.cli;

/** The process. */
public final class Main {
    private Main() {}

    static void main(String[] args) {
        Interrupt interrupt = Interrupt.armed(Thread.currentThread());
        Proxy.use(System.getenv());
        int code = Slipway.run(args, System.out, System.err, System.getenv());
        if (code == 0 && System.getenv().containsKey(Learning.ENV)) {
            Learning.further(args);
        } else if (code == 0) {
            Learning.from(System.getProperty("slipway.learn", ""), args);
        }
        if (interrupt.disarmed()) {
            System.exit(code);
        }
    }
}
