import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread that sends ready-made requests over connections that stay open and skips through the answers: it has to leave the
 * processors to what is measured. With a rate, each request has its time, and its latency counts from that time even if no
 * connection was free then; without one, each connection sends its next request when the last one was answered.
 */
final class Load {
    /** How long answers may take after the last request. */
    private static final long PATIENCE = 10_000_000_000L;

    private static final long SECOND = 1_000_000_000L;

    private final int port;
    private final int connections;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    private Selector selector;
    private int open;

    Load(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /** @param cpuSeconds of the watched processes, in their order, while requests were counted */
    record Result(List<Latencies> kinds, double seconds, List<Double> cpuSeconds, double generatorCpuSeconds) {
        Latencies of(int kind) {
            return kinds.get(kind);
        }
    }

    private record Due(int number, long at) {}

    /**
     * When each request is due. The rate grows evenly while warming up: a virtual machine that has compiled nothing yet is slower
     * than this by far, and what piles up in these seconds would be waiting still in the counted ones.
     */
    private record Timetable(long begin, int warmUp, int rate) {
        long of(int number) {
            double warming = rate * warmUp / 2.0;
            double seconds = number < warming
                    ? Math.sqrt(2.0 * number * warmUp / rate)
                    : warmUp + (number - warming) / rate;
            return begin + (long) (seconds * SECOND);
        }
    }

    Result open(int rate, int warmUp, int seconds, Workload.Mix mix, Watched... watched) throws Exception {
        return run(rate, warmUp, seconds, mix, watched);
    }

    Result closed(int warmUp, int seconds, Workload.Mix mix, Watched... watched) throws Exception {
        return run(0, warmUp, seconds, mix, watched);
    }

    private Result run(int rate, int warmUp, int seconds, Workload.Mix mix, Watched... watched) throws Exception {
        List<Latencies> kinds = new ArrayList<>();
        mix.kinds().forEach(kind -> kinds.add(new Latencies()));
        selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            idle.add(new Connection(mix, kinds));
        }
        long begin = System.nanoTime() + SECOND / 10;
        long counted = begin + warmUp * SECOND;
        Timetable times = new Timetable(begin, warmUp, rate);
        long end = counted + seconds * SECOND;
        Meter meter = new Meter(counted, end, watched);
        meter.start();
        Deque<Due> waiting = new ArrayDeque<>();
        int number = 0;
        while (true) {
            long now = System.nanoTime();
            if (rate > 0) {
                for (long at = times.of(number); at <= now && at < end; at = times.of(number)) {
                    waiting.add(new Due(number++, at));
                }
            }
            while (!idle.isEmpty() && (rate > 0 ? !waiting.isEmpty() : now >= begin && now < end)) {
                Due due = rate > 0 ? waiting.poll() : new Due(number++, System.nanoTime());
                idle.poll().send(due, due.at() >= counted);
            }
            if (now >= end && waiting.isEmpty() && open == 0 || now >= end + PATIENCE) {
                break;
            }
            await(rate == 0 ? now + SECOND / 100 : times.of(number), now);
        }
        long late = System.nanoTime();
        waiting.forEach(due -> lost(kinds, mix, due, late));
        for (SelectionKey key : selector.keys()) {
            ((Connection) key.attachment()).giveUp(late);
        }
        selector.close();
        meter.join();
        return new Result(kinds, seconds, meter.cpu(), meter.own);
    }

    private static void lost(List<Latencies> kinds, Workload.Mix mix, Due due, long now) {
        Latencies latencies = kinds.get(mix.kind(due.number()));
        latencies.add(now - due.at());
        latencies.error("never sent");
    }

    /** Until something has come in, or the next request is due. A selector knows milliseconds only. */
    private void await(long next, long now) throws IOException {
        long left = next - now;
        int ready = left > 2_000_000 || open >= connections ? selector.select(Math.clamp((left - 1_000_000) / 1_000_000, 1, 10)) : selector.selectNow();
        if (ready == 0 && left > 0 && left <= 2_000_000) {
            LockSupport.parkNanos(Math.min(left, 150_000));
            selector.selectNow();
        }
        for (SelectionKey key : selector.selectedKeys()) {
            ((Connection) key.attachment()).read();
        }
        selector.selectedKeys().clear();
    }

    /** Reads the clocks of processes at the beginning and the end of what is counted. */
    private static final class Meter extends Thread {
        private final long from;
        private final long to;
        private final Watched[] watched;
        private final double[] cpu;
        private double own;

        Meter(long from, long to, Watched[] watched) {
            this.from = from;
            this.to = to;
            this.watched = watched;
            this.cpu = new double[watched.length];
        }

        @Override
        public void run() {
            read(from, -1);
            read(to, 1);
        }

        private void read(long at, int sign) {
            for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            for (int i = 0; i < watched.length; i++) {
                cpu[i] += sign * watched[i].cpuSeconds();
            }
            var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            own += sign * system.getProcessCpuTime() / 1e9;
        }

        List<Double> cpu() {
            List<Double> all = new ArrayList<>();
            for (double seconds : cpu) {
                all.add(seconds);
            }
            return all;
        }
    }

    private final class Connection {
        private final Workload.Mix mix;
        private final List<Latencies> kinds;
        private final Answer answer = new Answer();
        private SocketChannel channel;
        private Due due;
        private boolean counts;

        Connection(Workload.Mix mix, List<Latencies> kinds) throws IOException {
            this.mix = mix;
            this.kinds = kinds;
            connect();
        }

        private void connect() throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(Due next, boolean counted) throws IOException {
            due = next;
            counts = counted;
            open++;
            answer.begin();
            ByteBuffer request = ByteBuffer.wrap(mix.request(next.number()));
            try {
                while (request.hasRemaining()) {
                    channel.write(request);
                }
            } catch (IOException e) {
                broken("connection broken");
            }
        }

        void read() throws IOException {
            try {
                while (true) {
                    buffer.clear();
                    int got = channel.read(buffer);
                    if (got < 0) {
                        broken("connection closed");
                        return;
                    }
                    if (got == 0) {
                        return;
                    }
                    buffer.flip();
                    if (due != null && answer.take(buffer)) {
                        finish(answer.status() < 400 ? null : Integer.toString(answer.status()));
                        if (answer.closes()) {
                            reconnect();
                        }
                        return;
                    }
                }
            } catch (IOException e) {
                broken("connection broken");
            }
        }

        private void finish(String error) {
            if (counts) {
                Latencies latencies = kinds.get(mix.kind(due.number()));
                latencies.add(System.nanoTime() - due.at());
                if (error != null) {
                    latencies.error(error);
                }
            }
            due = null;
            open--;
            idle.add(this);
        }

        private void broken(String how) throws IOException {
            if (due != null) {
                finish(how);
            }
            reconnect();
        }

        private void reconnect() throws IOException {
            channel.close();
            connect();
        }

        void giveUp(long now) throws IOException {
            if (due != null && counts) {
                Latencies latencies = kinds.get(mix.kind(due.number()));
                latencies.add(now - due.at());
                latencies.error("no answer");
            }
            channel.close();
        }
    }
}
