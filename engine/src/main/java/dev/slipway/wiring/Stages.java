package dev.slipway.wiring;

import dev.slipway.application.Role;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Project;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Chooses one of several versions of an application in a tree: numbered stages (phase-1, phase-2) or copies. */
final class Stages {
    private static final List<String> ROMAN = List.of("i", "ii", "iii", "iv", "v", "vi");
    private static final List<String> WORDS = List.of("one", "two", "three", "four", "five", "six");
    private static final Pattern STAGE = Pattern.compile(
            "((?:.*[-_ .])?(?:phase|stage|step|part|iteration|milestone|sprint|lesson|chapter|week|day|version|v))"
                    + "[-_ .]?(\\d{1,2}|" + String.join("|", ROMAN) + "|" + String.join("|", WORDS) + ")(?:[-_ .].*)?");

    private final Tree tree;
    private final List<String> notes = new ArrayList<>();

    Stages(Tree tree) {
        this.tree = tree;
    }

    List<String> notes() {
        return notes;
    }

    /** A numbered folder. @param kind path of the folder without its number: stages of one kind form a row */
    private record Stage(String folder, String kind, int number) {
        /** The outermost stage that is the folder or contains it. */
        static Optional<Stage> of(String dir) {
            String at = "";
            for (String name : dir.split("/")) {
                Matcher matcher = STAGE.matcher(name.toLowerCase(Locale.ROOT));
                if (matcher.matches()) {
                    return Optional.of(
                            new Stage(Tree.at(at, name), Tree.at(at, matcher.group(1)), number(matcher.group(2))));
                }
                at = Tree.at(at, name);
            }
            return Optional.empty();
        }

        private static int number(String text) {
            return Character.isDigit(text.charAt(0))
                    ? Integer.parseInt(text)
                    : 1 + Math.max(ROMAN.indexOf(text), WORDS.indexOf(text));
        }
    }

    List<Project> chosen(List<Project> all) {
        Map<String, Set<Stage>> rows = new TreeMap<>();
        for (Project one : all) {
            Stage.of(dir(one))
                    .ifPresent(stage -> rows.computeIfAbsent(stage.kind(), kind -> new LinkedHashSet<>())
                            .add(stage));
        }
        List<Project> left = all;
        for (Set<Stage> row : rows.values()) {
            if (row.size() > 1) {
                left = ofRow(left, row);
            }
        }
        return ofCopies(left);
    }

    /** Takes the last of the stages with the most roles: a stage may hold only what was added in it, or no service at all. */
    private List<Project> ofRow(List<Project> all, Set<Stage> row) {
        Set<String> folders = row.stream().map(Stage::folder).collect(Collectors.toCollection(TreeSet::new));
        String taken = row.stream()
                .max(Comparator.<Stage>comparingInt(
                                s -> roles(all, in(s.folder())).size())
                        .thenComparingInt(Stage::number)
                        .thenComparing(Stage::folder))
                .map(Stage::folder)
                .orElseThrow();
        Predicate<Project> staged = one -> folders.stream().anyMatch(f -> in(f).test(one));
        boolean beside = roles(all, staged.negate()).containsAll(roles(all, in(taken)));
        tell(folders, beside ? "" : taken);
        return all.stream()
                .filter(one -> !staged.test(one) || !beside && in(taken).test(one))
                .toList();
    }

    /**
     * Drops copies: folders that hold services of the same names and roles as another folder, and mostly the same files. The
     * outermost folder is kept.
     */
    private List<Project> ofCopies(List<Project> all) {
        Map<String, Set<String>> named = new TreeMap<>(Comparator.<String>comparingInt(f -> f.split("/").length)
                .thenComparingInt(String::length)
                .thenComparing(Comparator.naturalOrder()));
        for (Project one : all) {
            if (!dir(one).isEmpty()) {
                named.computeIfAbsent(Tree.parent(dir(one)), f -> new TreeSet<>())
                        .add(one.service().role() + " " + Tree.name(dir(one)));
            }
        }
        Map<Set<String>, List<String>> copies = named.entrySet().stream()
                .filter(e -> roles(all, beside(e.getKey())).size() > 1)
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        List<Project> left = all;
        for (List<String> folders : copies.values()) {
            Set<String> others = folders.stream()
                    .skip(1)
                    .filter(f -> alike(f, folders.getFirst()))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!others.isEmpty()) {
                Set<String> told = new TreeSet<>(others);
                told.add(folders.getFirst());
                tell(told, folders.getFirst());
                left = left.stream()
                        .filter(one -> others.stream().noneMatch(f -> beside(f).test(one)))
                        .toList();
            }
        }
        return left;
    }

    private boolean alike(String one, String other) {
        Set<String> files = files(one);
        Set<String> common = files(other);
        int larger = Math.max(files.size(), common.size());
        common.retainAll(files);
        return common.size() * 2 > larger;
    }

    private Set<String> files(String folder) {
        return tree.below(folder).stream()
                .map(f -> folder.isEmpty() ? f : f.substring(folder.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void tell(Set<String> folders, String taken) {
        String names = folders.stream().map(Stages::shown).collect(Collectors.joining(", "));
        String other = folders.stream()
                .filter(f -> !f.equals(taken) && !f.isEmpty())
                .findFirst()
                .orElse(taken);
        notes.add(names + ": the application is there several times; "
                + (taken.isEmpty() && !folders.contains(taken) ? "what lies beside them" : shown(taken))
                + " is taken. Another one: ./slipway up with its folder, or \"source: " + other
                + "\" in slipway.yaml");
    }

    private static String shown(String folder) {
        return folder.isEmpty() ? "the root" : folder;
    }

    private static String dir(Project one) {
        return one.service().dir();
    }

    private static Predicate<Project> in(String folder) {
        return one -> dir(one).equals(folder) || dir(one).startsWith(folder + "/");
    }

    private static Predicate<Project> beside(String folder) {
        return one -> !dir(one).isEmpty() && Tree.parent(dir(one)).equals(folder);
    }

    private static Set<Role> roles(List<Project> all, Predicate<Project> which) {
        return all.stream().filter(which).map(one -> one.service().role()).collect(Collectors.toSet());
    }
}
