package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;

/** Paths of Python code in a source and in an image. */
final class PythonLayout {
    static final String PYTHON = "/usr/bin/python3";

    private PythonLayout() {}

    /** Whether a file has a test's name. */
    static boolean isTest(String file) {
        return ("/" + file)
                .matches(
                        ".*/(tests?([-_](environments?|env|data|fixtures|resources))?|e2e|__tests__)/.*|.*/(test_[^/]*|[^/]*_test|conftest)\\.py");
    }

    /** Whether no folder between the file's and the service's has a manifest of its own. */
    static boolean own(Tree tree, String dir, String file) {
        for (String at = Tree.parent(file); !at.equals(dir); at = Tree.parent(at)) {
            if (PythonPackages.of(tree, at).present()) {
                return false;
            }
        }
        return true;
    }
}
