import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Measures the Todo Chatbot's backend as a bare process beside a Postgres of its own, from the checkout:
 * {@code java bench/todo/TodoBench.java [--markdown] [--seconds 30] [--warm-up 10] [--rate 2000] [--pages 20,100] [start|tasks|search|chat|compare ...]}.
 * See bench/README.md.
 */
public final class TodoBench {
    private static final Set<String> PARTS = Set.of("start", "tasks", "search", "chat", "compare");
    private static final int CONNECTIONS = 64;
    private static final int CLOSED_CONNECTIONS = 32;
    private static final int SEARCHES_A_SECOND = 200;
    private static final int MESSAGES_A_SECOND = 100;

    private final Options options;
    private final List<Table> tables = new ArrayList<>();

    private TodoBench(Options options) {
        this.options = options;
    }

    /** @param warmUp seconds of each load that are not counted: the virtual machine still compiles */
    record Options(boolean markdown, int seconds, int warmUp, int rate, List<Integer> pages, Set<String> parts) {
        static Options read(String[] words) {
            boolean markdown = false;
            int seconds = 30;
            int warmUp = 30;
            int rate = 2000;
            List<Integer> pages = List.of(20, 100);
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < words.length; i++) {
                switch (words[i]) {
                    case "--markdown" -> markdown = true;
                    case "--seconds" -> seconds = Integer.parseInt(words[++i]);
                    case "--warm-up" -> warmUp = Integer.parseInt(words[++i]);
                    case "--rate" -> rate = Integer.parseInt(words[++i]);
                    case "--pages" -> pages =
                            Arrays.stream(words[++i].split(",")).map(Integer::valueOf).toList();
                    default -> {
                        if (!PARTS.contains(words[i])) {
                            throw new IllegalArgumentException("not a part of this benchmark: " + words[i]);
                        }
                        parts.add(words[i]);
                    }
                }
            }
            return new Options(markdown, seconds, warmUp, rate, pages, parts.isEmpty() ? PARTS : Set.copyOf(parts));
        }
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.read(args);
        TodoBench bench = new TodoBench(options);
        String machine = machine();
        try (Folder folder = new Folder()) {
            bench.run(folder);
        }
        System.out.println("\n" + machine);
        bench.tables.forEach(table -> System.out.println("\n" + table.render(options.markdown())));
        System.exit(0);
    }

    private static String machine() throws IOException {
        return String.format(
                Locale.ROOT,
                "%s %s, %d processors, %s, Java %s, load before: %s",
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                Watched.cpuModel(),
                Runtime.version(),
                Watched.load());
    }

    private void run(Folder folder) throws Exception {
        Backend backend = new Backend(Path.of("todo/backend"), folder);
        backend.build();
        Postgres postgres = Postgres.start(folder);
        try (SignIn signIn = new SignIn(Seed.USERS)) {
            backend.at(postgres, signIn);
            tell("schema, class archive");
            backend.prepare();
            tell("%d users, %d tasks", Seed.USERS, Seed.USERS * Seed.TASKS_EACH);
            List<Long> conversations = Seed.fill(backend.driver(), postgres);
            Workload work = new Workload(signIn.tokens(), conversations);
            if (options.parts().contains("start")) {
                start(backend);
            }
            if (options.parts().stream().anyMatch(Set.of("tasks", "search", "chat")::contains)) {
                loads(backend, postgres, work);
            }
            if (options.parts().contains("compare")) {
                compare(backend, postgres, signIn, folder, work);
            }
        }
    }

    private void start(Backend backend) throws Exception {
        Table table = new Table("Start and memory", "what", "figure", "wanted");
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tell("start %d of 5", i + 1);
            try (Backend.Running running = backend.start()) {
                seconds.add(running.secondsToReady());
                if (i == 4) {
                    Thread.sleep(10_000);
                    table.row("RSS after 10 s idle", "%.0f MB".formatted(running.process().rssMegabytes()), "180 MB");
                    table.row("PSS after 10 s idle", "%.0f MB".formatted(running.process().pssMegabytes()), "");
                }
            }
        }
        List<Double> sorted = seconds.stream().sorted().toList();
        table.row("process start to ready, median of 5", "%.2f s".formatted(sorted.get(2)), "1.5 s");
        table.row("the 5 starts", String.join(", ", sorted.stream().map("%.2f"::formatted).toList()), "");
        tables.add(table);
    }

    private void loads(Backend backend, Postgres postgres, Workload work) throws Exception {
        Table table = new Table(
                "Load with intended start times, " + options.seconds() + " s each after " + options.warmUp() + " s of warm-up",
                "what", "asked /s", "achieved /s", "p50 ms", "p95 ms", "p99 ms", "p99.9 ms", "max ms", "errors",
                "backend CPU s", "Postgres CPU s", "generator CPU s");
        try (Backend.Running running = backend.start()) {
            if (options.parts().contains("tasks")) {
                for (int page : options.pages()) {
                    load(table, running, postgres, options.rate(), work.listAndCreate(page), "of " + page);
                }
            }
            if (options.parts().contains("search")) {
                load(table, running, postgres, scaled(SEARCHES_A_SECOND), work.search(), "");
            }
            if (options.parts().contains("chat")) {
                load(table, running, postgres, scaled(MESSAGES_A_SECOND), work.chat(), "");
            }
        }
        tables.add(table);
    }

    /** A trial at a lower rate lowers the other rates, too. */
    private int scaled(int rate) {
        return Math.max(1, rate * Math.min(options.rate(), 2000) / 2000);
    }

    private void load(Table table, Backend.Running running, Postgres postgres, int rate, Workload.Mix mix, String page)
            throws Exception {
        tell("%s: %d/s", String.join(" and ", mix.kinds()), rate);
        Load.Result result = new Load(running.port(), CONNECTIONS)
                .open(rate, options.warmUp(), options.seconds(), mix, running.process(), postgres.process());
        for (int kind = 0; kind < mix.kinds().size(); kind++) {
            Latencies found = result.of(kind);
            boolean first = kind == 0;
            table.row(
                    mix.kinds().get(kind) + (first && !page.isEmpty() ? " " + page : ""),
                    "%.0f".formatted(rate * mix.share(kind)),
                    "%.0f".formatted(found.count() / result.seconds()),
                    found.percentile(50), found.percentile(95), found.percentile(99), found.percentile(99.9), found.max(),
                    found.errors(),
                    first ? "%.1f".formatted(result.cpuSeconds().get(0)) : "",
                    first ? "%.1f".formatted(result.cpuSeconds().get(1)) : "",
                    first ? "%.1f".formatted(result.generatorCpuSeconds()) : "");
        }
    }

    private void compare(Backend backend, Postgres postgres, SignIn signIn, Folder folder, Workload work) throws Exception {
        FastApi fastApi = new FastApi(Path.of("bench/todo/fastapi"), folder, postgres, signIn);
        fastApi.install();
        int page = options.pages().getLast();
        Table table = new Table(
                "One list endpoint, " + CLOSED_CONNECTIONS + " connections, " + page + " tasks a page",
                "server", "requests/s", "its CPU s", "requests per CPU s", "p50 ms", "p99 ms", "errors");
        double[] perCpu = new double[2];
        for (int round = 0; round < 2; round++) {
            try (Backend.Running running = backend.start()) {
                if (round == 0) {
                    try (FastApi.Running other = fastApi.start()) {
                        work.same(running.port(), other.port(), page);
                    }
                }
                perCpu[0] += closed(table, "Todo Chatbot's backend", running.port(), running.process(), work.list(page));
            }
            try (FastApi.Running running = fastApi.start()) {
                perCpu[1] += closed(table, "FastAPI, SQLModel, uvicorn", running.port(), running.process(), work.list(page));
            }
        }
        table.row("backend to FastAPI", "", "", "%.2f times".formatted(perCpu[0] / perCpu[1]), "", "", "");
        tables.add(table);
    }

    private double closed(Table table, String server, int port, Watched process, Workload.Mix mix) throws Exception {
        int seconds = Math.max(1, options.seconds() / 2);
        tell("%s: as fast as it can, %d s", server, seconds);
        Load.Result result = new Load(port, CLOSED_CONNECTIONS).closed(options.warmUp(), seconds, mix, process);
        Latencies found = result.of(0);
        double cpu = result.cpuSeconds().getFirst();
        table.row(
                server,
                "%.0f".formatted(found.count() / result.seconds()),
                "%.1f".formatted(cpu),
                "%.0f".formatted(found.count() / cpu),
                found.percentile(50), found.percentile(99), found.errors());
        return found.count() / cpu;
    }

    private static void tell(String format, Object... values) {
        System.err.printf(Locale.ROOT, format + "%n", values);
    }
}
