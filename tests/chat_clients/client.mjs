// Talks with a hotline by clients that others wrote; prints what they understood as one line of JSON.
import { createRequire } from "node:module";
import WebSocket from "ws";

const require = createRequire(import.meta.url);
const [address, inboxIdentifier] = process.argv.slice(2);
// Rails' client asks its page whether it is looked at.
globalThis.document = { visibilityState: "visible" };
globalThis.addEventListener ??= () => {};
globalThis.removeEventListener ??= () => {};
const { adapters, createConsumer } = await import("@rails/actioncable");
adapters.WebSocket = WebSocket;
const Client = require("@figuro/chatwoot-sdk").default;
const { client } = new Client({ config: { basePath: address, token: "none" } });

const contact = await client.contacts.create({ inboxIdentifier, data: { name: "王芳" } });
const contactIdentifier = contact.source_id;
const changed = await client.contacts.update({ inboxIdentifier, contactIdentifier, data: { name: "王小芳" } });
const again = await client.contacts.get({ inboxIdentifier, contactIdentifier });
const { id: conversationId } = await client.conversations.create({ inboxIdentifier, contactIdentifier });

const consumer = createConsumer(`${address.replace("http", "ws")}/cable`);
const events = [];
let hear;
const heard = new Promise((resolve) => { hear = resolve; });
await new Promise((connected, rejected) => consumer.subscriptions.create(
  { channel: "RoomChannel", pubsub_token: contact.pubsub_token },
  {
    connected,
    rejected,
    received({ event, data }) {
      events.push(event);
      if (event === "message.created" && data.message_type === 1) hear(data);
    },
  },
));
const message = await client.messages.create(
  { inboxIdentifier, contactIdentifier, conversationId, data: { content: "人工", echo_id: "e-1" } },
);
const answer = await heard;
const listed = await client.messages.list({ inboxIdentifier, contactIdentifier, conversationId });
const conversations = await client.conversations.list({ inboxIdentifier, contactIdentifier });
consumer.disconnect();
console.log(JSON.stringify({
  names: [contact.name, changed.name, again.name], message, answer, listed, events,
  conversations: conversations.map(({ id }) => id), conversationId,
}));
process.exit(0);
