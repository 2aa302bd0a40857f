package dev.slipway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Protocol;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which programs a Go module has, and what each is built of. */
class GoSourcesTest {
    @TempDir
    private Path folder;

    private Reading read(String tree) throws IOException {
        return new Reading(Workspace.of(SourceTree.write(tree, folder.resolve("app")), Map.of()), Map.of());
    }

    private static Service service(Reading read, String name) {
        List<Service> all = read.application().services();
        return all.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + all));
    }

    @Test
    void aModuleIsBuiltWithThoseThatStandInForWhatItRequiresAndThoseOfItsWorkspace() throws IOException {
        Reading read = read("""
            === go.work
            go 1.24
            use (
            	./libs/kit
            	./libs/log // for all
            	./services/berths
            )
            === libs/kit/go.mod
            module example.org/kit
            === libs/kit/reply.go
            package kit
            === libs/log/go.mod
            module example.org/log
            === libs/log/log.go
            package log
            === services/berths/go.mod
            module example.org/berths
            require example.org/kit v0.0.0
            replace example.org/kit => ../../libs/kit
            === services/berths/main.go
            package main
            import ("net/http"; "example.org/kit")
            func main() { http.ListenAndServe(":8085", kit.Handler) }
            """);
        Service berths = service(read, "berths");

        assertThat(berths.port()).isEqualTo(8085);
        assertThat(read.plan(berths).source())
                .contains(
                        "go.work",
                        "libs/kit/go.mod",
                        "libs/kit/reply.go",
                        "libs/log/go.mod",
                        "services/berths/main.go");
    }

    @Test
    void eachMainThatListensIsAServiceAndWhatOnlyRunsOnceIsNone() throws IOException {
        Reading read = read("""
            === go.mod
            module example.org/shop
            === cmd/api/main.go
            package main
            import ("net/http"; "example.org/shop/internal/orders")
            func main() { orders.Open(); http.ListenAndServe(":8001", nil) }
            === cmd/hooks/main.go
            package main
            import "net/http"
            func main() { os.Getenv("HOOK_NAME"); http.ListenAndServe(":8002", nil) }
            === cmd/import/main.go
            package main
            import "os/exec"
            func main() { exec.Command("x").Run() }
            === internal/orders/orders.go
            package orders
            func Open() { os.Getenv("ORDERS_FILE") }
            """);

        assertThat(read.application().services())
                .extracting(s -> s.name() + " " + s.port())
                .containsExactly("api 8001", "hooks 8002");
        assertThat(service(read, "api").env()).extracting(EnvVar::name).containsExactly("ORDERS_FILE");
        assertThat(service(read, "hooks").env()).extracting(EnvVar::name).containsExactly("HOOK_NAME");
    }

    @Test
    void whatStandsInACommentALongStringOrAFileForAnotherSystemIsNoCode() throws IOException {
        Reading read = read("""
            === go.mod
            module example.org/notes
            === main.go
            package main
            import "net/http"
            // port := 9999
            /* os.Getenv("OF_A_COMMENT") */
            const help = `
            os.Getenv("OF_A_TEXT")
            http.HandleFunc("/healthz", x)
            `
            func main() { os.Getenv("OF_CODE"); http.ListenAndServe(":8003", nil) }
            === main_windows.go
            package main
            func init() { os.Getenv("OF_WINDOWS") }
            === make.go
            //go:build ignore

            package main
            func main() { os.Getenv("OF_A_TOOL") }
            """);
        Service notes = service(read, "backend");

        assertThat(notes.env()).extracting(EnvVar::name).containsExactly("OF_CODE");
        assertThat(notes.port()).isEqualTo(8003);
        assertThat(notes.health().live()).isEmpty();
    }

    @Test
    void aServerOfCallsIsAskedByItsOwnHealthServiceOrByItsPort() throws IOException {
        Reading read = read("""
            === quotes/go.mod
            module example.org/quotes
            === quotes/main.go
            package main
            import ("net"; "google.golang.org/grpc"; healthpb "google.golang.org/grpc/health/grpc_health_v1")
            func main() {
            	port := "50051"
            	l, _ := net.Listen("tcp", ":"+port)
            	s := grpc.NewServer()
            	healthpb.RegisterHealthServer(s, x)
            	s.Serve(l)
            }
            === echo/go.mod
            module example.org/echo
            === echo/main.go
            package main
            import "net"
            func main() { net.Listen("tcp", ":7000") }
            """);

        assertThat(service(read, "quotes").protocol()).isEqualTo(Protocol.GRPC);
        assertThat(service(read, "quotes").port()).isEqualTo(50051);
        assertThat(service(read, "echo").protocol()).isEqualTo(Protocol.TCP);
        assertThat(read.application().entry()).isEmpty();
    }

    @Test
    void aPageThatIsCompiledIntoAProgramIsBuiltBeforeItAndIsNoServiceOfItsOwn() throws IOException {
        Reading read = read("""
            === go.mod
            module example.org/memo
            === main.go
            package main
            import ("embed"; "net/http")
            //go:embed all:web/dist
            var page embed.FS
            func main() { http.ListenAndServe(":8004", http.FileServerFS(page)) }
            === web/package.json
            {"scripts": {"build": "vite build"}, "devDependencies": {"vite": "^6.0.0"}}
            === web/index.html
            <script src="main.js"></script>
            """);
        BuildPlan plan = read.plan(service(read, "backend"));

        assertThat(read.application().services()).hasSize(1);
        assertThat(plan.steps())
                .extracting(BuildPlan.Step::name)
                .containsExactly("dependencies", "page", "modules", "compile", "collect");
        assertThat(plan.steps().get(1).outputs()).containsExactly("web/dist");
        assertThat(plan.source()).contains("web/index.html");
    }

    @Test
    void theDockerfileTellsArgumentsVariablesPortAndWhatStays() throws IOException {
        Reading read = read("""
            === go.mod
            module example.org/memo
            === main.go
            package main
            import "net/http"
            func main() { http.ListenAndServe(addr, nil) }
            === Dockerfile
            FROM golang:1.24 AS build
            ENV GOFLAGS=-mod=mod
            CMD ["wrong"]
            FROM alpine
            ENV MEMO_MODE="prod" MEMO_DATA=/var/opt/memo
            VOLUME /var/opt/memo
            EXPOSE 5230
            ENTRYPOINT ["/usr/local/bin/memo"]
            CMD ["serve", "--data", "/var/opt/memo"]
            """);
        Service memo = service(read, "backend");

        assertThat(memo.port()).isEqualTo(5230);
        assertThat(memo.env()).extracting(EnvVar::name).containsExactly("MEMO_DATA", "MEMO_MODE");
        assertThat(read.plan(memo).run().entrypoint()).endsWith("serve", "--data", "/var/opt/memo");
        assertThat(read.plan(memo).run().writable()).contains("/var/opt/memo");
    }

    @Test
    void aVariablesDefaultIsWhatIsPutInForAnEmptyText() throws IOException {
        Reading read = read("""
            === go.mod
            module example.org/prices
            === main.go
            package main
            import "net/http"
            type config struct {
            	Level string `env:"LEVEL" envDefault:"info"`
            	Key   string `env:"KEY_FILE,required"`
            }
            func main() {
            	rates := os.Getenv("RATES_FILE")
            	if rates == "" {
            		rates = "rates.csv"
            	}
            	if must := os.Getenv("REGION"); must == "" {
            		log.Fatal("no region")
            	}
            	http.ListenAndServe(":8005", nil)
            }
            """);

        assertThat(service(read, "backend").env())
                .extracting(v -> v.name() + " " + v.text() + " " + v.required())
                .containsExactly("KEY_FILE  true", "LEVEL info false", "RATES_FILE rates.csv false", "REGION  true");
    }

    @Test
    void anAddressOfCallsLeadsToTheServiceThatItsNameMeansAndAnImageThatNobodyBuildsIsNamed() throws IOException {
        Reading read = read("""
            === src/checkoutservice/go.mod
            module example.org/checkout
            === src/checkoutservice/main.go
            package main
            import "net/http"
            func main() {
            	mustMapEnv(&svc.cart, "PRODUCT_CATALOG_SERVICE_ADDR")
            	http.ListenAndServe(":5050", nil)
            }
            === src/productcatalogservice/go.mod
            module example.org/catalog
            === src/productcatalogservice/main.go
            package main
            import ("net"; "google.golang.org/grpc")
            func main() { net.Listen("tcp", ":3550"); grpc.NewServer() }
            === src/cartservice/src/Dockerfile
            FROM mcr.microsoft.com/dotnet/sdk:10.0
            === src/cartservice/src/cartservice.csproj
            <Project/>
            """);
        Service checkout = service(read, "checkoutservice");

        assertThat(checkout.env())
                .extracting(EnvVar::value)
                .containsExactly(new Value.ServiceAddress("productcatalogservice"));
        assertThat(checkout.needs()).containsExactly("productcatalogservice");
        assertThat(read.application().missing())
                .singleElement()
                .asString()
                .startsWith("src/cartservice/src/Dockerfile: an image is built of src/cartservice/src");
    }

    @Test
    void aProgramThatListensToNobodyAndHasAnImageIsAWorkerAlsoWithoutAModule() throws IOException {
        Reading read = read("""
            === dispatch/main.go
            package main
            import "github.com/streadway/amqp"
            func main() { amqp.Dial(os.Getenv("AMQP_URL")) }
            === dispatch/Dockerfile
            FROM golang:1.17
            """);
        Service dispatch = service(read, "dispatch");

        assertThat(dispatch.role()).isEqualTo(Role.WORKER);
        assertThat(dispatch.port()).isZero();
        assertThat(read.plan(dispatch).steps().getFirst().command().getLast()).contains("go mod init");
        assertThat(read.plan(dispatch).run().env()).doesNotContainKey("PORT");
    }

    @Test
    void aVariableThatOnlyTheManifestsFillHasTheirValueAndWhatTheyStartBesidesIsNamed() throws IOException {
        Reading read = read("""
            === src/checkout/go.mod
            module example.org/checkout
            === src/checkout/main.go
            package main
            import "net/http"
            func main() {
            	mustMapEnv(&svc.rates, "RATES_SERVICE_ADDR")
            	mustMapEnv(&svc.cart, "CART_SERVICE_ADDR")
            	mustMapEnv(&svc.zone, "ZONE_NAME")
            	http.ListenAndServe(":5050", nil)
            }
            === src/money/go.mod
            module example.org/money
            === src/money/main.go
            package main
            import "net/http"
            func main() { http.ListenAndServe(":7000", nil) }
            === deploy/all.yaml
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: checkout
            spec:
              template:
                spec:
                  containers:
                    - name: server
                      image: registry.example.org:5000/shop/checkout:1
                      env:
                        - {name: RATES_SERVICE_ADDR, value: "money:7000"}
                        - {name: CART_SERVICE_ADDR, value: "cart:7070"}
                        - {name: ZONE_NAME, value: ZONE_NAME_VALUE}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: carts
            spec:
              template:
                spec:
                  containers: [{name: redis, image: "redis:8"}]
            === monitoring/all.yaml
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: grafana
            spec:
              template:
                spec:
                  containers: [{name: grafana, image: grafana/grafana}]
            """);

        assertThat(service(read, "checkout").env())
                .extracting(EnvVar::value)
                .containsExactly(
                        new Value.Literal("cart:7070"), new Value.ServiceAddress("money"), new Value.Literal(""));
        assertThat(service(read, "checkout").needs()).containsExactly("money");
        assertThat(read.application().missing())
                .singleElement()
                .asString()
                .startsWith("deploy/all.yaml:19: carts is started from the image redis:8");
    }

    @Test
    void aDriverForMySqlBringsItsServer() throws IOException {
        Reading read = read("""
            === go.mod
            module example.org/notes
            === main.go
            package main
            import (
            	"net/http"
            	"os"
            	_ "github.com/go-sql-driver/mysql"
            )
            func main() {
            	sql.Open("mysql", os.Getenv("DB_DSN"))
            	http.ListenAndServe(":5050", nil)
            }
            """);

        assertThat(service(read, "backend").env())
                .extracting(EnvVar::value)
                .containsExactly(new Value.StoreUrl(
                        "mariadb", "{user}:{password}@tcp({host}:{port})/{database}?parseTime=true"));
        assertThat(service(read, "backend").needs()).containsExactly("mariadb");
    }
}
