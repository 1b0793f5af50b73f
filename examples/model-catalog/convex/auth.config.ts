const authConfig = {
  providers: [
    {
      domain: process.env.AUTH_ISSUER_URL ?? "https://auth.example.com",
      applicationID: "convex",
    },
  ],
};

export default authConfig;
