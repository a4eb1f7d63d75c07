using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Syndication.Mail.Dkim;

namespace Syndication.Mail.Mime;

/// <summary>
/// A draft, encoded once: a message of RFC 5322 and 2045 with text, or text and HTML as alternatives, all of it seven-bit,
/// into which each copy puts its own headers and its slots.
/// </summary>
public sealed class MailTemplate
{
    private readonly MailDraft _draft;
    private readonly DkimSigner? _signer;
    private readonly byte[] _headers;
    private readonly byte[] _body;
    private readonly List<(int At, int Slot)> _slots = [];

    /// <param name="signer">Null where mails are not signed here.</param>
    /// <exception cref="ArgumentException">A header of the draft can't be written.</exception>
    public MailTemplate(MailDraft draft, DkimSigner? signer = null)
    {
        ArgumentNullException.ThrowIfNull(draft);
        _draft = draft;
        _signer = signer;
        var headers = new StringBuilder()
            .Append("From: ").Append(HeaderText.Mailbox(draft.From, 6)).Append("\r\n");
        if (draft.ReplyTo is { } replyTo)
        {
            headers.Append("Reply-To: ").Append(HeaderText.Mailbox(replyTo, 10)).Append("\r\n");
        }

        headers.Append("Subject: ").Append(HeaderText.Unstructured(HeaderText.Line(draft.Subject, 250), 9)).Append("\r\n");
        Append(headers, "Content-Language", draft.Language);
        foreach (var (name, value) in draft.Headers)
        {
            Append(headers, name, value);
        }

        Append(headers, "MIME-Version", "1.0");
        _body = Encode(headers);
        _headers = HeaderBytes(headers, draft.From.Address);
    }

    /// <summary>The Message-ID of a copy, in angle brackets.</summary>
    public static string MessageIdOf(string id, Mailbox from)
    {
        ArgumentNullException.ThrowIfNull(from);
        return $"<{id}@{from.Address.Domain}>";
    }

    /// <summary>One copy.</summary>
    /// <exception cref="ArgumentException">Something of the copy can't be written.</exception>
    public ComposedMail Write(MailCopy copy)
    {
        ArgumentNullException.ThrowIfNull(copy);
        var own = new StringBuilder(512);
        Append(own, "Message-ID", MessageIdOf(Checked(copy.Id), _draft.From));
        Append(own, "Date", copy.Date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        own.Append("To: ").Append(HeaderText.Mailbox(copy.To, 4)).Append("\r\n");
        foreach (var (name, value) in copy.Headers)
        {
            Append(own, name, value);
        }

        var content = Put(HeaderBytes(own, copy.To.Address), copy.Slots);
        var signed = _signer is null ? content : _signer.Sign(content);
        var needsUtf8 = !copy.To.Address.IsAscii || !_draft.From.Address.IsAscii;
        return new ComposedMail(new MailEnvelope(copy.Id, copy.Sender ?? _draft.From.Address, [copy.To.Address], needsUtf8), signed);
    }

    private byte[] Put(byte[] own, IReadOnlyList<string> values)
    {
        var length = own.Length + _headers.Length + _body.Length;
        foreach (var (_, slot) in _slots)
        {
            length += SlottedText.Checked(values[slot]).Length;
        }

        var content = new byte[length];
        own.CopyTo(content, 0);
        _headers.CopyTo(content, own.Length);
        var (to, from) = (own.Length + _headers.Length, 0);
        foreach (var (at, slot) in _slots)
        {
            _body.AsSpan(from, at - from).CopyTo(content.AsSpan(to));
            to += at - from;
            to += Encoding.ASCII.GetBytes(values[slot], content.AsSpan(to));
            from = at;
        }

        _body.AsSpan(from).CopyTo(content.AsSpan(to));
        return content;
    }

    /// <summary>The body, from the empty line on; its headers are added to those of the message.</summary>
    private byte[] Encode(StringBuilder headers)
    {
        var text = Encode(_draft.Text, out var textSlots);
        if (_draft.Html is null)
        {
            headers.Append("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n");
            _slots.AddRange(textSlots.Select(slot => (slot.At + 2, slot.Slot)));
            return [.. "\r\n"u8, .. text];
        }

        var html = Encode(_draft.Html, out var htmlSlots);

        // "=_" is never in quoted-printable, so no part can end before its end.
        var boundary = "=_" + Convert.ToHexStringLower(SHA256.HashData([.. text, .. html]).AsSpan(0, 12));
        headers.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/alternative; boundary=\"{boundary}\"\r\n");
        var body = new ArrayBufferWriter<byte>(text.Length + html.Length + 512);
        Part(text, textSlots, "text/plain");
        Part(html, htmlSlots, "text/html");
        body.Write(Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n"));
        return body.WrittenSpan.ToArray();

        void Part(byte[] encoded, List<(int At, int Slot)> slots, string type)
        {
            // The line break before a boundary belongs to it: that which ends a part's text is kept.
            body.Write(Encoding.ASCII.GetBytes($"\r\n--{boundary}\r\nContent-Type: {type}; charset=utf-8\r\nContent-Language: {_draft.Language}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"));
            var start = body.WrittenCount;
            _slots.AddRange(slots.Select(slot => (slot.At + start, slot.Slot)));
            body.Write(encoded);
        }
    }

    private static byte[] Encode(SlottedText text, out List<(int At, int Slot)> slots)
    {
        var encoded = new QuotedPrintable();
        slots = [];
        foreach (var (before, slot) in text.Slots)
        {
            encoded.Append(before);
            slots.Add((encoded.AppendSlot(), slot));
        }

        encoded.Append(text.Rest);
        return encoded.End();
    }

    private static void Append(StringBuilder headers, string name, string value) =>
        headers.Append(name).Append(": ").Append(HeaderText.Checked(name, value)).Append("\r\n");

    // Beyond ASCII only where an address is, which no encoded-word can hold (RFC 6532).
    private static byte[] HeaderBytes(StringBuilder headers, EmailAddress address) =>
        address.IsAscii ? Encoding.ASCII.GetBytes(headers.ToString()) : Encoding.UTF8.GetBytes(headers.ToString());

    private static string Checked(string id) => id.Length is > 0 and <= 100 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
        ? id
        : throw new ArgumentException("A mail's id is made of letters, digits, dots and hyphens.", nameof(id));
}
