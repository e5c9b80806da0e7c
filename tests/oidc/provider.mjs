// A real OpenID Connect provider: node provider.mjs PORT REDIRECT_URI CLIENT SECRET
// Whoever signs in as NAME has the subject NAME and the e-mail NAME@example.org, vouched for unless NAME begins
// with "unsure". Its pages of development take any password.
import Provider from "oidc-provider";

const [port, redirect, client, secret] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: client, client_secret: secret, redirect_uris: redirect.split(",") }],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => true },
  cookies: { keys: ["for the tests alone"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@example.org`, email_verified: !id.startsWith("unsure") }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
