package dev.slipway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The allowed dependencies of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "dev.slipway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Files a package, {@code package-info.java} aside. */
    private static final int MOST_FILES = 25;

    @ArchTest
    static final ArchRule roomsDependDownwardsOnly = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.slipway..")
            .withOptionalLayers(true)
            .layer("cli")
            .definedBy("dev.slipway.cli..")
            .layer("assist")
            .definedBy("dev.slipway.assist..")
            .layer("run")
            .definedBy("dev.slipway.run..")
            .layer("report")
            .definedBy("dev.slipway.report..")
            .layer("validate")
            .definedBy("dev.slipway.validate..")
            .layer("browser")
            .definedBy("dev.slipway.browser..")
            .layer("deploy")
            .definedBy("dev.slipway.deploy..")
            .layer("supply")
            .definedBy("dev.slipway.supply..")
            .layer("diagnose")
            .definedBy("dev.slipway.diagnose..")
            .layer("cluster")
            .definedBy("dev.slipway.cluster..")
            .layer("helm")
            .definedBy("dev.slipway.helm..")
            .layer("compile")
            .definedBy("dev.slipway.compile..")
            .layer("process")
            .definedBy("dev.slipway.process..")
            .layer("chart")
            .definedBy("dev.slipway.chart..")
            .layer("containerize")
            .definedBy("dev.slipway.containerize..")
            .layer("facts")
            .definedBy("dev.slipway.facts..")
            .layer("tidy")
            .definedBy("dev.slipway.tidy..")
            .layer("seal")
            .definedBy("dev.slipway.seal..")
            .layer("osv")
            .definedBy("dev.slipway.osv..")
            .layer("build")
            .definedBy("dev.slipway.build..")
            .layer("sandbox")
            .definedBy("dev.slipway.sandbox..")
            .layer("room")
            .definedBy("dev.slipway.room..")
            .layer("toolchain")
            .definedBy("dev.slipway.toolchain..")
            .layer("prepare")
            .definedBy("dev.slipway.prepare..")
            .layer("trial")
            .definedBy("dev.slipway.trial..")
            .layer("wiring")
            .definedBy("dev.slipway.wiring..")
            .layer("stack")
            .definedBy("dev.slipway.stack..")
            .layer("store")
            .definedBy("dev.slipway.store..")
            .layer("manifest")
            .definedBy("dev.slipway.manifest..")
            .layer("inventory")
            .definedBy("dev.slipway.inventory..")
            .layer("application")
            .definedBy("dev.slipway.application..")
            .layer("gate")
            .definedBy("dev.slipway.gate..")
            .layer("debian")
            .definedBy("dev.slipway.debian..")
            .layer("image")
            .definedBy("dev.slipway.image..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("assist")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("cli", "assist", "report")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("cli", "run")
            .whereLayer("validate")
            .mayOnlyBeAccessedByLayers("cli", "run", "report", "assist")
            .whereLayer("browser")
            .mayOnlyBeAccessedByLayers("validate")
            .whereLayer("deploy")
            .mayOnlyBeAccessedByLayers("cli", "run", "report", "assist", "validate")
            .whereLayer("supply")
            .mayOnlyBeAccessedByLayers("cli", "run", "deploy")
            .whereLayer("chart")
            .mayOnlyBeAccessedByLayers("cli", "run", "report", "assist", "supply", "deploy")
            .whereLayer("facts")
            .mayOnlyBeAccessedByLayers("containerize")
            .whereLayer("build")
            .mayOnlyBeAccessedByLayers("containerize", "facts", "osv")
            .whereLayer("tidy")
            .mayOnlyBeAccessedByLayers("cli", "run")
            .whereLayer("seal")
            .mayOnlyBeAccessedByLayers("facts", "containerize", "supply", "cli")
            .whereLayer("osv")
            .mayOnlyBeAccessedByLayers("facts", "containerize")
            .whereLayer("sandbox")
            .mayOnlyBeAccessedByLayers("containerize", "build")
            .whereLayer("toolchain")
            .mayOnlyBeAccessedByLayers("room", "cluster", "sandbox")
            .whereLayer("helm")
            .mayOnlyBeAccessedByLayers("cli", "run", "chart", "deploy")
            .whereLayer("compile")
            .mayOnlyBeAccessedByLayers("cli", "run", "prepare", "cluster", "helm")
            .whereLayer("prepare")
            .mayOnlyBeAccessedByLayers("cli", "run", "report", "assist")
            .whereLayer("wiring")
            .mayOnlyBeAccessedByLayers("cli", "run", "prepare", "build", "sandbox", "containerize", "chart")
            .whereLayer("stack")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("wiring", "stack", "chart", "sandbox", "trial")
            .whereLayer("manifest")
            .mayOnlyBeAccessedByLayers("wiring", "stack", "store", "trial");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("dev.slipway.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule typesFormNoCycle =
            slices().assignedFrom(new TopLevelTypes()).should().beFreeOfCycles();

    /** A page of plain files is served by Node.js; a page that is a part of a program in Go is built by it. */
    @ArchTest
    static final ArchRule languagesKnowNothingOfEachOther = slices().matching("dev.slipway.stack.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    resideInAPackage("dev.slipway.stack.page.."), resideInAPackage("dev.slipway.stack.node.."))
            .ignoreDependency(
                    resideInAPackage("dev.slipway.stack.go.."), resideInAPackage("dev.slipway.stack.node.page.."));

    /** Readers of the ecosystem's files lie in one room; the others ask it. */
    @ArchTest
    static final ArchRule onlyManifestParsesFormats = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.slipway.application..",
                    "dev.slipway.inventory..",
                    "dev.slipway.stack..",
                    "dev.slipway.store..",
                    "dev.slipway.wiring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.snakeyaml..", "tools.jackson..", "javax.xml..", "org.tomlj..");

    @ArchTest
    static void packagesAreSmall(JavaClasses classes) {
        Map<String, Integer> files = new TreeMap<>();
        for (JavaClass type : classes) {
            if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
                files.merge(type.getPackageName(), 1, Integer::sum);
            }
        }
        files.values().removeIf(count -> count <= MOST_FILES);
        assertThat(files).as("packages with more than %d files", MOST_FILES).isEmpty();
    }

    @ArchTest
    static void noNameIsUsedTwiceInTheEngine(JavaClasses classes) {
        Set<String> others = Set.of(
                "dev.slipway.image",
                "dev.slipway.image.registry",
                "dev.slipway.debian",
                "dev.slipway.assist",
                "dev.slipway.cli");
        Map<String, Set<String>> packages = new TreeMap<>();
        for (JavaClass type : classes) {
            if (type.isTopLevelClass()
                    && !type.getSimpleName().equals("package-info")
                    && !others.contains(type.getPackageName())) {
                packages.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                        .add(type.getPackageName());
            }
        }
        packages.values().removeIf(used -> used.size() == 1);
        assertThat(packages).as("names of types by package").isEmpty();
    }

    @ArchTest
    static final ArchRule imageKnowsNothingOfKubernetes = noClasses()
            .that()
            .resideInAnyPackage("dev.slipway.image..", "dev.slipway.debian..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "dev.slipway.gate..", "dev.slipway.cluster..");

    @ArchTest
    static final ArchRule engineKnowsNoTerminal = noClasses()
            .that()
            .resideOutsideOfPackage("dev.slipway.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "org.jline..");

    /** A type with those that it encloses is one slice. */
    private static final class TopLevelTypes implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            JavaClass outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return SliceIdentifier.of(outermost.getName());
        }

        @Override
        public String getDescription() {
            return "types";
        }
    }
}
