using Syndication.Mail.Smtp;

namespace Syndication.Mail.Tests;

/// <summary>Connections of tests.</summary>
internal static class Smtp
{
    public static MailOptions Options(string uri) => new() { Uri = uri, From = "news@lake.example", Timeout = TimeSpan.FromSeconds(10) };

    public static IMailTransport To(string uri) => new SmtpTransport(Options(uri));

    /// <summary>Sends all over one connection, each announced with the one before, as the sender of digests does.</summary>
    public static async Task<IReadOnlyList<RecipientResult>> SendAllAsync(this IMailTransport transport, params IReadOnlyList<ComposedMail> mails)
    {
        var results = new List<RecipientResult>();
        IMailSession? session = null;
        for (var i = 0; i < mails.Count; i++)
        {
            session = session is { IsOpen: true } ? session : await transport.OpenAsync(CancellationToken.None);
            results.AddRange(await session.SendAsync(mails[i], i + 1 < mails.Count ? mails[i + 1].Envelope : null, CancellationToken.None));
            if (!session.IsOpen)
            {
                await session.DisposeAsync();
            }
        }

        if (session is { IsOpen: true })
        {
            await session.DisposeAsync();
        }

        return results;
    }
}
