package dev.slipway.application;

import java.util.List;

/**
 * What a stack knows of its images, beside how they are made.
 *
 * @param budget compressed megabytes: one and a half times what a careful image of the stack needs
 * @param sizing what such a program asks of a node
 * @param tools that its build steps call
 * @param findings notes that its build steps may cause
 * @param building Debian packages that its build steps need beside their tools
 */
public record Profile(int budget, Sizing sizing, List<Tool> tools, List<Finding> findings, List<String> building) {
    /** The profile of a stack that knows nothing in particular. */
    public static final Profile USUAL = new Profile(150, Sizing.USUAL, List.of(), List.of());

    public Profile {
        tools = List.copyOf(tools);
        findings = List.copyOf(findings);
        building = List.copyOf(building);
    }

    /** The profile of a stack whose build steps need their tools alone. */
    public Profile(int budget, Sizing sizing, List<Tool> tools, List<Finding> findings) {
        this(budget, sizing, tools, findings, List.of());
    }

    public Profile withBudget(int megabytes) {
        return new Profile(megabytes, sizing, tools, findings, building);
    }

    public Profile withTools(Tool... more) {
        return new Profile(budget, sizing, List.of(more), findings, building);
    }

    /** The same with Debian packages that the build needs beside its tools. */
    public Profile withBuilding(List<String> packages) {
        return new Profile(budget, sizing, tools, findings, packages);
    }

    /**
     * What a program asks of a node before anything was measured.
     *
     * @param cpuMillis thousandths of a core
     * @param memory MiB in use
     * @param leastLimit MiB: the memory limit is never lower, whatever was measured
     * @param startupSeconds how long it may take to answer for the first time
     */
    public record Sizing(int cpuMillis, int memory, int leastLimit, int startupSeconds) {
        public static final Sizing USUAL = new Sizing(50, 192, 192, 60);
    }

    /**
     * A program that build steps call.
     *
     * @param program its plain name; a path in the source that ends with it means the same tool
     * @param packages Debian packages that bring it into the build stage of a Dockerfile
     * @param install command that completes it there; empty if the packages are enough
     */
    public record Tool(String program, List<String> packages, String install) {
        public Tool {
            packages = List.copyOf(packages);
        }

        public Tool(String program, String... packages) {
            this(program, List.of(packages), "");
        }

        /** Whether the first word of a command calls it. */
        public boolean isCalledBy(String word) {
            return word.equals(program) || word.endsWith("/" + program);
        }
    }

    /**
     * A note of gate G2. The gate reports it if a build leaves a certain file.
     *
     * @param file relative to the build folder
     * @param check the middle of the check's ID: {@code fonts} of {@code G2.fonts.frontend}
     * @param requirement that it answers beside G2
     * @param title what should hold
     * @param evidence what is the case instead; {@code {content}} stands for the file's content
     * @param remedy what the person may do
     */
    public record Finding(
            String file, String check, String requirement, String title, String evidence, String remedy) {}
}
