package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML of one document (yaml.org, 1.2): {@code pnpm-workspace.yaml}, {@code .yarnrc.yml}. */
public final class Yaml {
    private Yaml() {}

    /** Reads the file; missing if there is none or it cannot be read. */
    public static Document of(Tree tree, String file) {
        String text = tree.text(file);
        try {
            return text.isBlank()
                    ? Document.MISSING
                    : Document.of(new Load(LoadSettings.builder().build()).loadFromString(text));
        } catch (YamlEngineException e) {
            return Document.MISSING; // the tool that reads it will say what is wrong
        }
    }
}
