package dev.slipway.wiring;

import dev.slipway.stack.Stack;
import dev.slipway.stack.go.GoStack;
import dev.slipway.stack.jvm.JavaStack;
import dev.slipway.stack.jvm.QuarkusStack;
import dev.slipway.stack.jvm.SpringStack;
import dev.slipway.stack.node.NodeStack;
import dev.slipway.stack.node.next.NextStack;
import dev.slipway.stack.node.page.SpaStack;
import dev.slipway.stack.page.StaticStack;
import dev.slipway.stack.php.PhpStack;
import dev.slipway.stack.python.DjangoStack;
import dev.slipway.stack.python.FastApiStack;
import dev.slipway.stack.python.PythonPageStack;
import java.util.List;

/** The stacks that Slipway knows. Of two that know the same folder, the first has it. */
final class Stacks {
    static final List<Stack> ALL = List.of(
            new QuarkusStack(),
            new SpringStack(),
            new JavaStack(),
            new NextStack(),
            new SpaStack(),
            new NodeStack(),
            new DjangoStack(),
            new FastApiStack(),
            new PythonPageStack(),
            new GoStack(),
            new PhpStack(),
            new StaticStack());

    private Stacks() {}
}
