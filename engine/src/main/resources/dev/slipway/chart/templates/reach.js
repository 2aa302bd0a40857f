import { connect } from "node:net";
const tell = (what, answer, good) => {
  console.log(what, "answered", answer);
  if (!good) process.exitCode = 1;
};
for (const url of @urls@) {
  await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(20000) }).then(
    (answer) => tell(url, answer.status, answer.status < 400),
    (problem) => tell(url, problem.cause?.code ?? problem.message, false),
  );
}
%if stores
for (const [host, port] of @stores@) {
  await new Promise((done) => {
    const socket = connect({ host, port, timeout: 20000 });
    const end = (answer, good) => (tell(`${host}:${port}`, answer, good), socket.destroy(), done());
    socket.on("connect", () => end("a connection", true));
    socket.on("error", (problem) => end(problem.code, false));
    socket.on("timeout", () => end("nothing", false));
  });
}
%end
