using System.Globalization;
using Microsoft.Extensions.Options;
using Syndication.Digest.Composition.Words;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting;
using Syndication.Hosting.Projection;

namespace Syndication.Digest.Composition;

/// <summary>What each kind of mail says.</summary>
internal sealed class MailPages(IOptions<SyndicationOptions> installation, IOptions<DigestOptions> options)
{
    /// <summary>Slots of digests: the tokens that end the addresses of the preference centre and of leaving.</summary>
    public const int PreferencesSlot = 0;

    /// <inheritdoc cref="PreferencesSlot" />
    public const int LeaveSlot = 1;

    /// <summary>Slot of letters: the token that confirms; <see cref="PreferencesSlot"/> is theirs too.</summary>
    public const int ConfirmSlot = 1;

    /// <summary>Up to a token.</summary>
    public string LinkBase => $"{installation.Value.PublicUrl}/subscriptions/";

    private string Name => installation.Value.Name;

    /// <param name="rows">Of every release in the document, in the versions that it names.</param>
    public MailPage Of(DigestDocument document, IReadOnlyDictionary<string, ProjectedRelease> rows)
    {
        var words = Wording.Of(document.Language);
        var entries = new ReleaseEntries(installation.Value.PublicUrl, words);
        var changes = document.Changes.Select(change => entries.Of(rows[change.Release], change)).ToList();
        var news = document.Items.Select(item => entries.Of(rows[item.Release], item.Told.Language)).ToList();
        if (document.More > 0)
        {
            news.Add(new MailEntry
            {
                Text = [new Passage(document.More == 1 ? words.Digest.OneLeftOut : Wording.Fill(words.Digest.LeftOut, document.More.ToString("N0", CultureInfo.GetCultureInfo(words.Language))), words.Language)],
                Links = [new MailLink(words.Digest.All, $"{installation.Value.PublicUrl}/{words.Language}/releases")],
            });
        }

        var isOne = changes.Count + news.Count == 1;
        return new MailPage
        {
            Words = words,
            Name = Name,
            Subject = SubjectOf(words, changes, news, document.More),
            Sections =
            [
                .. changes.Count == 0 ? [] : new[] { new MailSection(isOne ? null : words.Change.Changes, changes) },
                .. news.Count == 0 ? [] : new[] { new MailSection(isOne ? null : words.Digest.New, news) },
            ],
            Why = news.Count > 0 ? Wording.Fill(words.Digest.Why, Name)
                : document.Changes.All(change => change.Kind == ChangeKind.Withdrawal) ? words.Change.WhySent
                : words.Change.Why,
            Actions = [new MailAction(words.Digest.Change, LinkBase, PreferencesSlot), new MailAction(words.Digest.Leave, LinkBase, LeaveSlot)],
        };
    }

    /// <summary>Asks the reader of an address to confirm what was asked for.</summary>
    public MailPage LetterTo(Subscription subscription)
    {
        var words = Wording.Of(Wording.LanguageFor((subscription.Wanted ?? subscription.Preferences).Languages));
        var letter = words.Letter;
        var (subject, texts) = subscription switch
        {
            { NewAddress: not null } => (letter.Address, new[] { Wording.Fill(letter.AddressText, Name) }),
            { State: SubscriptionState.Active } => (letter.Known, [Wording.Fill(letter.KnownText, Name), letter.KnownChange]),
            _ => (letter.Confirm, [Wording.Fill(letter.ConfirmText, Name)]),
        };
        return new MailPage
        {
            Words = words,
            Name = Name,
            Subject = subject,
            Sections =
            [
                new MailSection(subject,
                [
                    new MailEntry { Text = [.. texts.Select(text => new Passage(text, words.Language))], Action = new MailAction(letter.Button, LinkBase, ConfirmSlot) },
                    new MailEntry
                    {
                        Text =
                        [
                            new Passage(Wording.Fill(letter.Valid, options.Value.ConfirmWithin.TotalDays.ToString("0", CultureInfo.InvariantCulture)), words.Language),
                            new Passage(letter.NotYou, words.Language),
                        ],
                    },
                ]),
            ],
            Actions = subscription is { State: SubscriptionState.Active, NewAddress: null } ? [new MailAction(letter.Preferences, LinkBase, PreferencesSlot)] : [],
        };
    }

    /// <summary>The first thing that the mail tells, and how much more there is.</summary>
    private static string SubjectOf(Wording words, List<MailEntry> changes, List<MailEntry> news, int more)
    {
        var first = changes.Concat(news).First();
        var headline = first.Headline?.Text ?? words.Digest.New;
        var subject = first.Label is { } label ? $"{label}{words.Colon}{headline}" : headline;
        var others = changes.Count + news.Count - 1 + Math.Max(0, more - 1);
        return others switch
        {
            0 => subject,
            1 => Wording.Fill(words.Digest.AndOneMore, subject),
            _ => Wording.Fill(words.Digest.AndMore, subject).Replace("{1}", others.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
        };
    }
}
