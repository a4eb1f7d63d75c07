using System.Diagnostics.Metrics;
using Syndication.Mail;

namespace Syndication.Digest.Sending;

/// <summary>What became of mails, as metrics.</summary>
internal sealed class MailTelemetry : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _answers;

    public MailTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create("Syndication.Digest");
        _answers = _meter.CreateCounter<long>("syndication.mail.answers", "{mail}", "Mails that the relay answered for.");
    }

    public void Answered(MailOutcome outcome) => _answers.Add(1, new KeyValuePair<string, object?>("syndication.outcome", outcome.ToString().ToLowerInvariant()));

    public void Dispose() => _meter.Dispose();
}
