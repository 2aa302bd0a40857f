package dev.slipway.facts;

import dev.slipway.debian.RootFilesystem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.Property;
import org.cyclonedx.model.license.Expression;

/**
 * Lists all packages of an image as CycloneDX 1.6. The same image gives the same bytes: there is no time in it, and the
 * serial number comes from the image's digest.
 */
final class CycloneDx {
    /** Property of a component: path in the image, or file of the source, that shows it. */
    static final String FROM = "slipway:from";

    private static final Pattern EXPRESSION = Pattern.compile(
            "\\(?[A-Za-z0-9][A-Za-z0-9.+-]*\\)?(?: (?:AND|OR|WITH) \\(?[A-Za-z0-9][A-Za-z0-9.+-]*\\)?)+");

    private CycloneDx() {}

    static byte[] of(String service, String digest, List<RootFilesystem.Installed> debian, List<Library> libraries) {
        TreeMap<String, Component> byPurl = new TreeMap<>();
        for (RootFilesystem.Installed installed : debian) {
            Component component =
                    component("", installed.of().name(), installed.of().version(), installed.purl());
            component.setLicenses(names(installed.licences()));
            byPurl.put(installed.purl(), component);
        }
        for (Library library : libraries) {
            String purl = library.purl();
            Component component = component(library.group(), library.name(), library.version(), purl);
            component.setLicenses(choice(library.licences()));
            component.addProperty(new Property(FROM, library.from()));
            // The first entry is what lies in the image. A lock file says only what should lie there.
            byPurl.putIfAbsent(purl, component);
        }
        Bom bom = new Bom();
        bom.setSerialNumber(serialNumber(service, digest));
        Metadata metadata = new Metadata();
        metadata.setTimestamp(null);
        Component image = new Component();
        image.setType(Component.Type.CONTAINER);
        image.setBomRef(service + "@" + digest);
        image.setName(service);
        image.setVersion(digest);
        metadata.setComponent(image);
        bom.setMetadata(metadata);
        bom.setComponents(List.copyOf(byPurl.values()));
        bom.setDependencies(dependencies(libraries));
        try {
            String json =
                    BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString(true);
            return (json.strip() + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (GeneratorException e) {
            throw new IllegalStateException("the SBOM of " + service + " cannot be written", e);
        }
    }

    private static List<Dependency> dependencies(List<Library> libraries) {
        Needs needs = new Needs(libraries);
        Map<String, Dependency> all = new TreeMap<>();
        for (Library library : libraries) {
            Dependency dependency = new Dependency(library.purl());
            needs.purls(library).forEach(purl -> dependency.addDependency(new Dependency(purl)));
            if (dependency.getDependencies() != null) {
                all.putIfAbsent(library.purl(), dependency);
            }
        }
        return List.copyOf(all.values());
    }

    /** The same list for another image of the service with the same packages. */
    static byte[] moved(byte[] sbom, String service, String from, String to) {
        return new String(sbom, StandardCharsets.UTF_8)
                .replace(serialNumber(service, from), serialNumber(service, to))
                .replace(from, to)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String serialNumber(String service, String digest) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes((service + digest).getBytes(StandardCharsets.UTF_8));
    }

    private static Component component(String group, String name, String version, String purl) {
        Component component = new Component();
        component.setType(Component.Type.LIBRARY);
        component.setBomRef(purl);
        if (!group.isEmpty()) {
            component.setGroup(group);
        }
        component.setName(name);
        component.setVersion(version);
        component.setPurl(purl);
        return component;
    }

    private static @org.jspecify.annotations.Nullable LicenseChoice choice(List<String> licences) {
        if (licences.size() == 1 && EXPRESSION.matcher(licences.getFirst()).matches()) {
            LicenseChoice choice = new LicenseChoice();
            choice.setExpression(new Expression(licences.getFirst()));
            return choice;
        }
        return names(licences);
    }

    private static @org.jspecify.annotations.Nullable LicenseChoice names(List<String> licences) {
        if (licences.isEmpty()) {
            return null;
        }
        LicenseChoice choice = new LicenseChoice();
        for (String name : licences) {
            License licence = new License();
            licence.setName(name);
            choice.addLicense(licence);
        }
        return choice;
    }
}
