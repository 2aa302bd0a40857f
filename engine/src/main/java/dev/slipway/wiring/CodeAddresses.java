package dev.slipway.wiring;

import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.ComposeFiles;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects host names in code that no variable changes. Services and stores get them as aliases. */
final class CodeAddresses {
    /** A variable with the name of a host, which the code puts into an address. */
    private static final Pattern OF_HOST =
            Pattern.compile("(.*_)?(HOST(NAME)?|SERVER|ENDPOINT|ADDR(ESS)?|BACKEND|UPSTREAM)");

    private final Tree tree;
    private final List<String> notes;
    private final List<ServiceAddress> found = new ArrayList<>();

    private record ServiceAddress(String service, FixedAddress address) {}

    /** @param notes the list that further notes are added to */
    CodeAddresses(Tree tree, List<String> notes) {
        this.tree = tree;
        this.notes = notes;
    }

    /** Looks for a store's address in the code of a service. If there is one, the store is added to {@code needs}. */
    boolean lead(Service service, Store store, Set<String> needs) {
        Optional<FixedAddress> address = FixedAddress.of(tree, service.dir(), store);
        address.ifPresent(a -> take(service, a, needs));
        return address.isPresent();
    }

    /** Takes an address for a service that nothing else leads to the store. */
    void take(Service service, FixedAddress address, Set<String> needs) {
        found.add(new ServiceAddress(service.name(), address));
        needs.add(address.store().id());
    }

    /** Evidence of the addresses that lead to a store. */
    Stream<String> of(String store) {
        return to(store)
                .map(f -> f.service() + ": " + f.address().host() + " at "
                        + f.address().place());
    }

    private Stream<ServiceAddress> to(String store) {
        return found.stream().filter(f -> f.address().store().id().equals(store));
    }

    /** The store with the names and credentials of the first address. Other addresses count if their credentials are the same. */
    Service serve(Store store, Service server) {
        List<FixedAddress> all = to(store.id()).map(ServiceAddress::address).toList();
        if (all.isEmpty()) {
            return Composed.database(tree, store)
                    .map(name -> FixedAddress.keeping(server, name))
                    .orElse(server);
        }
        FixedAddress first = all.getFirst();
        Set<String> hosts = new TreeSet<>();
        for (FixedAddress address : all) {
            if (address.hasCredentialsOf(first)) {
                hosts.add(address.host());
                notes.add(address.place() + ": "
                        + (address.composed()
                                ? "nothing but the Compose file leads to " + server.description()
                                : "the address of " + server.description() + " stands in the code")
                        + ": it is brought up as " + address.host()
                        + (address.password().isEmpty() ? "" : ", with the password that is there, too") + " (read "
                        + store.variable() + " from the environment, then it has a generated one)");
            } else {
                notes.add(address.place() + ": leads to another " + server.description() + " than " + first.place()
                        + ", and one is brought up");
            }
        }
        hosts.remove(server.name());
        return first.serve(server).alias(List.copyOf(hosts));
    }

    /** The host names that its code calls, and those that are the defaults of its variables. */
    private Set<String> called(Service caller) {
        return Stream.concat(
                        FixedAddress.called(tree, caller.dir()).stream(),
                        caller.env().stream()
                                .filter(variable -> variable.literal()
                                        && OF_HOST.matcher(variable.name().toUpperCase(Locale.ROOT))
                                                .matches())
                                .map(variable -> variable.text().replaceFirst(":\\d+$", "")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The service in a folder, or the only one below it. */
    private static Optional<Service> builtOf(List<Service> serving, String folder) {
        List<Service> below = serving.stream()
                .filter(s -> !folder.isEmpty() && s.dir().startsWith(folder + "/"))
                .toList();
        return serving.stream()
                .filter(s -> s.dir().equals(folder))
                .findFirst()
                .or(() -> below.size() == 1 ? Optional.of(below.getFirst()) : Optional.empty());
    }

    /**
     * The services with aliases for the names by which other code calls them: their own names, or those of a Compose
     * file.
     */
    List<Service> called(List<Service> services) {
        Map<String, Service> names = new TreeMap<>();
        List<Service> serving =
                services.stream().filter(s -> s.port() > 0 && !s.role().store()).toList();
        for (ComposeFiles.Entry entry : ComposeFiles.of(tree)) {
            serving.stream()
                    .filter(s -> entry.of(s.dir()))
                    .findFirst()
                    .or(() -> entry.folder().flatMap(folder -> builtOf(serving, folder)))
                    .ifPresent(s -> names.put(entry.name(), s));
        }
        services.forEach(s -> names.remove(s.name()));
        serving.forEach(s -> names.put(s.name(), s));
        Map<String, Set<String>> aliases = new TreeMap<>();
        List<Service> callers = new ArrayList<>();
        for (Service caller : services) {
            Set<String> needs = new TreeSet<>(caller.needs());
            if (!caller.role().store()) {
                for (String name : called(caller)) {
                    Service callee = names.get(name);
                    if (callee != null && !callee.name().equals(caller.name())) {
                        needs.add(callee.name());
                        aliases.computeIfAbsent(callee.name(), n -> new TreeSet<>())
                                .add(name);
                    }
                }
            }
            callers.add(needs.size() == caller.needs().size() ? caller : caller.with(caller.env(), List.copyOf(needs)));
        }
        aliases.forEach((service, others) -> others.remove(service));
        return callers.stream()
                .map(s -> aliases.getOrDefault(s.name(), Set.of()).isEmpty()
                        ? s
                        : s.alias(List.copyOf(aliases.get(s.name()))))
                .toList();
    }
}
