using System.Text.RegularExpressions;
using Syndication.Digest.Sending;

namespace Syndication.Digest.Inbound;

/// <summary>What a mail that came back says.</summary>
internal enum ReportKind
{
    /// <summary>No report: an answer by a person, or by a program that is away.</summary>
    None,

    /// <summary>Of something that needs nothing: delayed, delivered, relayed.</summary>
    Notice,

    /// <summary>The address does not take mail.</summary>
    Bounce,

    /// <summary>It was not delivered, and not for the address's sake.</summary>
    Failure,

    /// <summary>The reader says that it is spam.</summary>
    Complaint,
}

/// <summary>A delivery status notification (RFC 3464, 6533) or a complaint (ARF, RFC 5965), read out of a mail.</summary>
/// <param name="Status">RFC 3463; empty where there is none.</param>
/// <param name="Addresses">Those that the mail may have been sent from, among them the one made for it.</param>
/// <param name="Links">Of its List-Unsubscribe: whom it was sent to.</param>
internal sealed partial record InboundReport(ReportKind Kind, string Status, IReadOnlyList<string> Addresses, IReadOnlyList<string> Links)
{
    private static readonly string[] EnvelopeFields = ["Delivered-To", "X-Original-To", "Envelope-To", "To", "X-Failed-Recipients"];

    public static InboundReport Read(ReadOnlySpan<byte> message)
    {
        var mail = InboundPart.Read(message);
        var parts = mail.Parts().ToList();
        var returned = parts.Where(part => IsReturned(part.MediaType)).Select(part => InboundPart.Read(part.Content)).ToList();
        var addresses = EnvelopeFields.SelectMany(mail.Values).Concat(returned.SelectMany(part => part.Values("Return-Path"))).ToList();
        var links = returned.SelectMany(part => part.Values("List-Unsubscribe")).SelectMany(value => TokenForm().Matches(value).Select(match => match.Groups[1].Value)).ToList();

        // A report that is all there is needs no multipart around it.
        var report = parts.Append(mail).FirstOrDefault(part => IsReport(part.MediaType));
        if (report?.MediaType == "message/feedback-report")
        {
            var fields = InboundPart.Read(report.Content.TrimStart('\n') + "\n\n");
            addresses.AddRange(fields.Values("Original-Mail-From"));
            var isComplaint = fields.Value("Feedback-Type")?.ToLowerInvariant() is "abuse" or "fraud" or "opt-out" or "opt-out-list";
            return new InboundReport(isComplaint ? ReportKind.Complaint : ReportKind.Notice, "", AddressesIn(addresses), links);
        }

        if (report is null)
        {
            return new InboundReport(ReportKind.None, "", AddressesIn(addresses), links);
        }

        // One recipient a mail, so that one group says what became of it.
        var about = report.Groups().FirstOrDefault(group => group.Value("Action") is not null);
        var status = StatusForm().Match(about?.Value("Status") ?? "").Value;
        var kind = about?.Value("Action")?.ToLowerInvariant() != "failed" ? ReportKind.Notice
            : status.StartsWith('5') && Refusal.IsOfTheAddress(status) ? ReportKind.Bounce
            : ReportKind.Failure;
        return new InboundReport(kind, status, AddressesIn(addresses), links);
    }

    // The second names are those of mails with letters beyond ASCII in their headers (RFC 6533).
    private static bool IsReturned(string mediaType) =>
        mediaType is "message/rfc822" or "message/global" or "text/rfc822-headers" or "message/rfc822-headers" or "message/global-headers";

    private static bool IsReport(string mediaType) =>
        mediaType is "message/delivery-status" or "message/global-delivery-status" or "message/feedback-report";

    private static List<string> AddressesIn(IEnumerable<string> values) =>
        [.. values.SelectMany(value => AddressForm().Matches(value).Select(match => match.Value)).Distinct().Take(50)];

    [GeneratedRegex(@"[A-Za-z0-9.+_=-]{1,128}@[A-Za-z0-9.-]{1,253}", RegexOptions.CultureInvariant)]
    private static partial Regex AddressForm();

    [GeneratedRegex("/subscriptions/([A-Za-z0-9_-]{51})[>?]", RegexOptions.CultureInvariant)]
    private static partial Regex TokenForm();

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}", RegexOptions.CultureInvariant)]
    private static partial Regex StatusForm();
}
