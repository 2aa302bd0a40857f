package dev.slipway.store;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Memcached 1.6 from Debian. It keeps nothing. Its usual clients give no password: the network lets in only those who use it. */
final class Memcached extends Broker {
    private static final int PORT = 11_211;
    private static final Pattern SCHEMES = Pattern.compile("memcached?");
    private static final Pattern CLIENT = Pattern.compile("(?i)memcache|pylibmc|dalli|memjs");
    private static final List<String> LIBRARIES = List.of(
            "memcached",
            "memjs",
            "pymemcache",
            "python-memcached",
            "pylibmc",
            "aiomcache",
            "dalli",
            "memcache",
            "ext-memcached",
            "ext-memcache",
            "github.com/bradfitz/gomemcache",
            "xmemcached",
            "spymemcached");

    Memcached() {
        super("memcached", "Memcached 1.6", PORT, "MEMCACHED?");
    }

    @Override
    public Role role() {
        return Role.CACHE;
    }

    @Override
    public String variable() {
        return "MEMCACHED_SERVERS";
    }

    @Override
    public Pattern schemes() {
        return SCHEMES;
    }

    @Override
    public String images() {
        return "memcached";
    }

    @Override
    public Pattern client() {
        return CLIENT;
    }

    @Override
    public List<String> libraries() {
        return LIBRARIES;
    }

    @Override
    public String form() {
        return "{host}:{port}";
    }

    @Override
    public Keeping keeping() {
        return opens("");
    }

    /** It is given 64 MiB for what it holds. */
    @Override
    public Profile profile() {
        return new Profile(40, new Profile.Sizing(50, 96, 128, 60), List.of(), List.of());
    }

    @Override
    public BuildPlan plan(Tree tree, Service service) {
        return plan(
                tree,
                List.of("coreutils", "dash", "memcached", "netcat-openbsd"),
                List.of("adduser", "init-system-helpers", "lsb-base", "perl"),
                new RunConfig(
                        List.of(program()),
                        Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"),
                        "/tmp",
                        LayerPaths.NONROOT,
                        PORT,
                        List.of("/tmp")));
    }
}
