using System.Collections.Concurrent;
using Syndication.Digest.Composition;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting.Projection;
using Syndication.Hosting.Sending;
using Syndication.Mail;
using Syndication.Mail.Mime;

namespace Syndication.Digest.Sending;

/// <summary>Digests as mails, each rendered once however many get it.</summary>
internal sealed class MailTemplates(MailPages pages, MailIdentity identity)
{
    private const int Most = 500;

    private readonly ConcurrentDictionary<string, Rendered> _rendered = new();

    /// <summary>Renderings so far: one a distinct digest.</summary>
    public int Count { get; private set; }

    /// <summary>The template of a digest that was found to be what its releases are, within this window; null where it has to be looked at.</summary>
    public MailTemplate? Find(string digest, SendingWindow window) =>
        _rendered.TryGetValue(digest, out var known) && known.FoundIn >= window.OpenedAt ? known.Template : null;

    /// <summary>The template of a digest that was looked at within this window.</summary>
    public MailTemplate Keep(DigestDocument digest, IReadOnlyDictionary<string, ProjectedRelease> rows, SendingWindow window)
    {
        // A digest says which versions are told; whether one is behind its original, or translated by now, the rows say.
        var stamps = string.Join(',', digest.Releases.Select(release => rows.GetValueOrDefault(release)?.Stamp));
        if (_rendered.TryGetValue(digest.Id, out var known) && known.Stamps == stamps)
        {
            _rendered[digest.Id] = known with { FoundIn = window.OpenedAt };
            return known.Template;
        }

        if (_rendered.Count >= Most)
        {
            _rendered.Clear();
        }

        Count++;
        var template = Render(pages.Of(digest, rows), digest.Items.Count > 0 ? "digest" : "corrections");
        _rendered[digest.Id] = new Rendered(template, stamps, window.OpenedAt);
        return template;
    }

    /// <summary>The template of a letter.</summary>
    public MailTemplate Letter(Subscription subscription) => Render(pages.LetterTo(subscription), null);

    private MailTemplate Render(MailPage page, string? list) => new(
        new MailDraft
        {
            From = identity.From,
            ReplyTo = identity.ReplyTo,
            Subject = page.Subject,
            Language = page.Words.Language,
            Text = MailPageText.Write(page),
            Html = MailPageHtml.Write(page),
            Headers =
            [
                .. list is null ? [] : new[] { KeyValuePair.Create("List-Id", $"<{list}.{identity.From.Address.Domain}>") },
                KeyValuePair.Create("Auto-Submitted", "auto-generated"),
            ],
        },
        identity.Signer);

    private sealed record Rendered(MailTemplate Template, string Stamps, long FoundIn);
}
