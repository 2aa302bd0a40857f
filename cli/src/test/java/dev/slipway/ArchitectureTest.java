package dev.slipway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The allowed dependencies of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "dev.slipway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
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
            .layer("deploy")
            .definedBy("dev.slipway.deploy..")
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
            .layer("build")
            .definedBy("dev.slipway.build..")
            .layer("sandbox")
            .definedBy("dev.slipway.sandbox..")
            .layer("prepare")
            .definedBy("dev.slipway.prepare..")
            .layer("source")
            .definedBy("dev.slipway.source..")
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
            .whereLayer("deploy")
            .mayOnlyBeAccessedByLayers("cli", "run", "report", "assist", "validate")
            .whereLayer("chart")
            .mayOnlyBeAccessedByLayers("cli", "run", "report", "assist", "deploy")
            .whereLayer("facts")
            .mayOnlyBeAccessedByLayers("containerize")
            .whereLayer("build")
            .mayOnlyBeAccessedByLayers("containerize", "facts")
            .whereLayer("sandbox")
            .mayOnlyBeAccessedByLayers("containerize", "build")
            .whereLayer("helm")
            .mayOnlyBeAccessedByLayers("cli", "run", "chart", "deploy")
            .whereLayer("compile")
            .mayOnlyBeAccessedByLayers("cli", "run", "cluster", "helm")
            .whereLayer("prepare")
            .mayOnlyBeAccessedByLayers("cli", "run", "report", "assist");

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
}
