import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  // Lock files further up belong to other modules: this folder is the whole application.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  reactStrictMode: true,
  // Server-sent events must leave at once; the ingress compresses what is worth it.
  experimental: { optimizePackageImports: ["lucide-react", "@base-ui/react"] },
};

export default config;
