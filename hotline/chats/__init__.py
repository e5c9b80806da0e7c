"""Chats: contacts and conversations of every chat channel, what the machine and people answer, how
a chat ends.

A further channel (an official account, a messenger) needs these, in its own transaction:

    inbox = inbox_of_name(session, name)          # storage.chats; of a kind in states.PUSHED
    contact = add_contact(session, inbox, ChatPerson(name="..."), vault, now, source_id=openid)
        chats.contacts. The same source_id again is the same contact; person_of, source_of read it.
    message = hear(session, contact, desk, incoming=Incoming("text", client_id="...", files=()))
        chats.hearing: what the contact writes. It begins a conversation where none goes on, lets
        the machine answer, calls for a person. `client_id`: the message's id at the channel; the
        same again gives the same message, nothing is doubled. `files`: hotline.storage.files.Stored
        of each. Raises InvalidInput, TooMany. Its conversation: message.conversation_id.

and reads what is answered, now or later; the rows are locked for the transaction:

    for message in unsent_messages(session, {"wechat"}):              # storage.chat_events
        text_of(message, vault)                                       # chats.messages
        message.kind    OUTGOING of a person (their login in message.by) or MACHINE
        message.extra   {"sources": [{"code", "version", "title"}], "choices": ["人工", ...],
                        "phones": ["110", ...]}, each where there is one
        attachments_of(session, [message.row_id])                     # storage.chats
        source_of(session.get_one(ChatContact, message.contact_id), vault)   # the openid
        message.sent_at = now           # it has arrived; without that it comes again

`answers_since(session, conversation, after=message.row_id)` of chats.messages are the answers to
one message at once, for a channel that answers in the same request; set their `sent_at` too.

Webhooks: `unhooked_events` (storage.chat_events) are the ChatEvent rows of inboxes with a
webhook_url that have not been taken over; an outbox stores its deliveries and sets `hooked_at` in
one transaction. `secret_of` (chats.inboxes) is the key that signs.
"""
