package dev.slipway.wiring;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.Stack;
import dev.slipway.stack.beam.ElixirStack;
import dev.slipway.stack.deno.DenoStack;
import dev.slipway.stack.dockerfile.DockerfileStack;
import dev.slipway.stack.go.GoStack;
import dev.slipway.stack.jvm.JavaStack;
import dev.slipway.stack.jvm.QuarkusStack;
import dev.slipway.stack.jvm.SpringStack;
import dev.slipway.stack.node.NodeStack;
import dev.slipway.stack.node.next.NextStack;
import dev.slipway.stack.node.page.SpaStack;
import dev.slipway.stack.page.HugoSite;
import dev.slipway.stack.page.JekyllSite;
import dev.slipway.stack.page.MdBookSite;
import dev.slipway.stack.page.MkDocsSite;
import dev.slipway.stack.page.StaticStack;
import dev.slipway.stack.php.PhpStack;
import dev.slipway.stack.python.DjangoStack;
import dev.slipway.stack.python.FastApiStack;
import dev.slipway.stack.python.PythonPageStack;
import dev.slipway.stack.ruby.RubyStack;
import dev.slipway.stack.rust.RustStack;
import dev.slipway.stack.script.ScriptStack;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stacks that Slipway knows, each with the files that show it. If two stacks recognise a folder, the first one
 * counts.
 */
final class Stacks {
    /** The stack for folders in which no other stack finds anything, nor below or around them. */
    static final Registration LAST = new Registration(
            new DockerfileStack(),
            "any other language: a Dockerfile with EXPOSE and CMD, from an image that Debian has the like of");

    /** Where nothing else is found in the whole tree. */
    static final Registration ANYTHING =
            new Registration(new ScriptStack(), "anything that start.sh, run.sh or the line web of a Procfile starts");

    private static final List<Registration> KNOWN = List.of(
            new Registration(new QuarkusStack(), "Quarkus: pom.xml or build.gradle that names its plugin"),
            new Registration(new SpringStack(), "Spring Boot: pom.xml or build.gradle that names its plugin"),
            new Registration(new JavaStack(), "Java: pom.xml beside a main method and code that listens"),
            new Registration(new NextStack(), "Next.js: package.json with next among its dependencies"),
            new Registration(
                    new SpaStack(),
                    "a page that a tool makes: package.json with vite and an index.html beside it, react-scripts, Angular, Vue CLI, Astro or the like"),
            new Registration(
                    new NodeStack(),
                    "Node.js: package.json with a start script (node, tsx, ts-node, nest) and a server in its code"),
            new Registration(
                    new DjangoStack(),
                    "Django: manage.py and wsgi.py or asgi.py, with requirements.txt, pyproject.toml or Pipfile"),
            new Registration(
                    new FastApiStack(),
                    "FastAPI, Flask: requirements.txt, pyproject.toml or Pipfile beside a module with app = FastAPI(...) or Flask(...)"),
            new Registration(
                    new PythonPageStack(),
                    "Streamlit, Gradio: requirements.txt or the like with streamlit or gradio, beside a module that uses it"),
            new Registration(new GoStack(), "Go: go.mod, and a main function in code that listens"),
            new Registration(
                    new PhpStack(),
                    "PHP: index.php, in the folder itself or in public, web, htdocs and the like beside composer.json"),
            new Registration(
                    new RubyStack(),
                    "Ruby: Gemfile beside config.ru, config/application.rb, a Procfile or a file that requires sinatra"),
            new Registration(new RustStack(), "Rust: Cargo.toml with a program, and code that listens"),
            new Registration(new DenoStack(), "Deno: deno.json with a task start, or a module that calls Deno.serve"),
            new Registration(new ElixirStack(), "Elixir: mix.exs with phoenix, bandit or cowboy, or code that listens"),
            new Registration(new HugoSite(), "Hugo: hugo.toml"),
            new Registration(new JekyllSite(), "Jekyll: _config.yml"),
            new Registration(new MkDocsSite(), "MkDocs: mkdocs.yml"),
            new Registration(new MdBookSite(), "mdBook: book.toml"),
            new Registration(
                    new StaticStack(), "a page of plain files: index.html without a build file beside or above it"));

    static final List<Stack> ALL = KNOWN.stream().map(Registration::stack).toList();

    /** A file's text without its comments; empty if no stack knows its language. */
    static Optional<String> known(Tree tree, String file) {
        return ALL.stream().flatMap(stack -> stack.code(tree, file).stream()).findFirst();
    }

    /** A file's text, without its comments if a stack knows its language. */
    static String code(Tree tree, String file) {
        return known(tree, file).orElseGet(() -> tree.text(file));
    }

    private Stacks() {}

    /** @param beginning the stack's name for people, and the files that show it */
    record Registration(Stack stack, String beginning) {}

    /** All stacks that a person may name in {@code slipway.yaml}. */
    static Stream<Stack> named() {
        return Stream.concat(ALL.stream(), Stream.of(LAST.stack(), ANYTHING.stack()));
    }

    /** What is looked for in each folder. */
    static Stream<String> beginnings() {
        return Stream.concat(KNOWN.stream(), Stream.of(LAST, ANYTHING)).map(Registration::beginning);
    }
}
