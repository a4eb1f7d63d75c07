namespace Syndication.Newsroom.Desk.Texts;

/// <summary>What the desk says, a language each; a text that one of them lacks does not compile.</summary>
internal sealed record DeskText
{
    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<DeskText> All { get; } = [FrenchDesk.Text, EnglishDesk.Text, SpanishDesk.Text];

    /// <summary>BCP 47.</summary>
    public required string Tag { get; init; }

    /// <summary>The language's own name.</summary>
    public required string Own { get; init; }

    public required string Desk { get; init; }
    public required string SignIn { get; init; }
    public required string SignInLead { get; init; }
    public required string Key { get; init; }
    public required string KeyRefused { get; init; }
    public required string KeyNotForDesk { get; init; }
    public required string TooManyAttempts { get; init; }
    public required string NeedsHttps { get; init; }
    public required string SessionOver { get; init; }
    public required string SignOut { get; init; }
    public required string SignedInAs { get; init; }
    public required string Keys { get; init; }
    public required string Newsroom { get; init; }
    public required string Skip { get; init; }
    public required string ChooseLanguage { get; init; }
    public required string AllQuiet { get; init; }
    public required string NotQuiet { get; init; }
    public required string Services { get; init; }
    public required string Service { get; init; }
    public required string Consumer { get; init; }
    public required string Behind { get; init; }
    public required string NoAnswer { get; init; }
    public required string NoAnswerLag { get; init; }
    public required string Health { get; init; }
    public required string Part { get; init; }
    public required string State { get; init; }
    public required string Healthy { get; init; }
    public required string Degraded { get; init; }
    public required string Unhealthy { get; init; }
    public required string Detail { get; init; }
    public required string Quarantine { get; init; }
    public required string QuarantineLead { get; init; }
    public required string QuarantineEmpty { get; init; }
    public required string Held { get; init; }
    public required string HeldLead { get; init; }
    public required string HeldEmpty { get; init; }
    public required string Until { get; init; }
    public required string SourceLead { get; init; }
    public required string SourceEmpty { get; init; }
    public required string PagesLearnt { get; init; }
    public required string UsualLength { get; init; }
    public required string Repeated { get; init; }
    public required string OnPages { get; init; }
    public required string Forget { get; init; }
    public required string ForgetHint { get; init; }
    public required string Forgotten { get; init; }
    public required string Parked { get; init; }
    public required string ParkedLead { get; init; }
    public required string ParkedEmpty { get; init; }
    public required string Headline { get; init; }
    public required string NoHeadline { get; init; }
    public required string Language { get; init; }
    public required string Source { get; init; }
    public required string Since { get; init; }
    public required string Reasons { get; init; }
    public required string Reason { get; init; }
    public required string Look { get; init; }
    public required string Extracted { get; init; }
    public required string Original { get; init; }
    public required string Address { get; init; }
    public required string PublishedAt { get; init; }
    public required string Unknown { get; init; }
    public required string Body { get; init; }
    public required string BodyHint { get; init; }
    public required string Notify { get; init; }
    public required string NotifyDefault { get; init; }
    public required string NotifyYes { get; init; }
    public required string NotifyNo { get; init; }
    public required string PublishAt { get; init; }
    public required string PublishAtHint { get; init; }
    public required string EmbargoHint { get; init; }
    public required string EmbargoOver { get; init; }
    public required string EmbargoMissing { get; init; }
    public required string Accept { get; init; }
    public required string Discard { get; init; }
    public required string DiscardHint { get; init; }
    public required string Accepted { get; init; }
    public required string Discarded { get; init; }
    public required string Retry { get; init; }
    public required string Retried { get; init; }
    public required string Retries { get; init; }
    public required string Trace { get; init; }
    public required string Exception { get; init; }
    public required string Entry { get; init; }
    public required string NotDone { get; init; }
    public required string Gone { get; init; }
    public required string Back { get; init; }
    public required string KeyOnce { get; init; }
    public required string MakeKey { get; init; }
    public required string KeyName { get; init; }
    public required string Scopes { get; init; }
    public required string ScopeIngest { get; init; }
    public required string ScopeDesk { get; init; }
    public required string ScopePartner { get; init; }
    public required string ScopeAdmin { get; init; }
    public required string Sources { get; init; }
    public required string ExpiresOn { get; init; }
    public required string ExpiresOnNoDay { get; init; }
    public required string Made { get; init; }
    public required string InForce { get; init; }
    public required string Expired { get; init; }
    public required string Revoked { get; init; }
    public required string Revoke { get; init; }
    public required string KeyRevoked { get; init; }
    public required string Next { get; init; }
    public required string Yours { get; init; }
    public required string MoreQuarantined { get; init; }

    /// <summary>Beside what can't be undone.</summary>
    public required string Sure { get; init; }

    public required string SureMissing { get; init; }
    public required string LastAdministrator { get; init; }
    public required HoldText Hold { get; init; }
    public required SentText Sent { get; init; }
    public required SubscriberText Subscribers { get; init; }
    public required TranslationText Translation { get; init; }

    /// <summary>The text of a tag; null where the desk does not speak it.</summary>
    public static DeskText? Find(string? tag) => All.FirstOrDefault(text => text.Tag == tag);
}
