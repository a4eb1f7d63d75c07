using Microsoft.Extensions.Options;
using Syndication.Digest.Runs;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting;
using Syndication.Mail;

namespace Syndication.Standalone;

/// <summary>Invented readers, one a language and cadence, so that the demonstration has mails to look at. They are written to files alone.</summary>
internal static class SampleSubscribers
{
    /// <summary>Subscribes those who are not yet, from the log's beginning; nobody where mail leaves the house.</summary>
    public static async Task AddAsync(WebApplication app)
    {
        if (app.Services.GetRequiredService<IMailTransport>() is not FileOutbox)
        {
            return;
        }

        var subscriptions = app.Services.GetRequiredService<SubscriptionStore>();
        var hashes = app.Services.GetRequiredService<AddressHash>();
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var language in app.Services.GetRequiredService<IOptions<SyndicationOptions>>().Value.Languages)
        {
            foreach (var cadence in new[] { Cadence.Immediate, Cadence.Daily, Cadence.Weekly })
            {
                var address = EmailAddress.Parse($"{language}.{Wishes.NameOf(cadence)}@readers.example")!;

                // Half a day away, so that none comes due by itself while the demonstration is made.
                var wishes = new Preferences { Languages = [language], Cadence = cadence, Hour = (now.Hour + 12) % 24 };
                await subscriptions.AddAsync(new Subscription
                {
                    Id = Guid.CreateVersion7(now).ToString(),
                    Address = address.ToString(),
                    AddressHash = hashes.Of(address),
                    Preferences = wishes,
                    ConsentSource = "sample",
                    ConsentAt = now,
                    CreatedAt = now,
                    ChangedAt = now.ToUnixTimeMilliseconds(),
                }.Started(wishes, head: 0, position: 0, now), CancellationToken.None);
            }
        }
    }

    /// <summary>Makes the runs of every cadence, whatever the hour.</summary>
    public static void MakeAllDue(WebApplication app) => app.Services.GetRequiredService<Planner>().MakeAllDue();
}
