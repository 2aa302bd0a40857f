package dev.slipway.facts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which library of an image asks for which: the way by which one came in. */
final class Needs {
    private final Map<String, Library> byName = new HashMap<>();
    private final Map<String, String> askedBy = new HashMap<>();

    Needs(List<Library> libraries) {
        libraries.forEach(one -> byName.putIfAbsent(key(one, one.title()), one));
        Set<String> asked = new HashSet<>();
        libraries.forEach(one -> one.needs().stream()
                .map(need -> key(one, need))
                .filter(need -> !need.equals(key(one, one.title())))
                .forEach(asked::add));
        ArrayDeque<String> open = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        byName.keySet().stream()
                .sorted()
                .filter(name -> !asked.contains(name) && seen.add(name))
                .forEach(open::add);
        while (!open.isEmpty()) {
            String name = open.remove();
            Library library = byName.get(name);
            if (library == null) {
                continue;
            }
            for (String need : library.needs()) {
                String other = key(library, need);
                if (byName.containsKey(other) && seen.add(other)) {
                    askedBy.put(other, name);
                    open.add(other);
                }
            }
        }
    }

    private static String key(Library one, String title) {
        return one.ecosystem() + "/" + title;
    }

    /** The package URLs of the libraries that this one asks for, in their order and without itself. */
    List<String> purls(Library of) {
        return of.needs().stream()
                .map(need -> byName.get(key(of, need)))
                .filter(Objects::nonNull)
                .map(Library::purl)
                .filter(purl -> !purl.equals(of.purl()))
                .distinct()
                .sorted()
                .toList();
    }

    /** The shortest way from a library that nobody asks for to this one, each with its version. */
    List<String> way(Library to) {
        List<String> way = new ArrayList<>();
        way.add(to.title() + " " + to.version());
        for (String by = askedBy.get(key(to, to.title())); by != null; by = askedBy.get(by)) {
            Library library = byName.get(by);
            if (library != null) {
                way.add(library.title() + " " + library.version());
            }
        }
        Collections.reverse(way);
        return way;
    }
}
