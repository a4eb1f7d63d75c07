using System.Globalization;
using Syndication.Digest.Runs;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting.Log;

namespace Syndication.Digest.Importing;

/// <summary>What became of a list.</summary>
/// <param name="Suppressed">Left out: they left, bounced, complained or were erased.</param>
/// <param name="Known">Left out: they are subscribed, or have been.</param>
/// <param name="Faults">Lines that are wrong, the first hundred.</param>
internal sealed record ImportResult(int Imported, int Known, int Suppressed, int Wrong, IReadOnlyList<ImportFault> Faults);

internal sealed record ImportFault(int Line, string Reason);

/// <summary>
/// Takes over a list of people who consented elsewhere: a table with a line of names, of which "address", "consentSource"
/// and "consentDate" have to be there; "languages", "cadence", "hour", "weekday", "timeZone", "topics", "countries",
/// "offices", "organisations", "sources" may be. Values of one field are separated by spaces. Doing it again changes nothing.
/// </summary>
internal sealed class ListImport(
    SubscriptionStore subscriptions,
    SuppressionStore suppressions,
    AddressHash hashes,
    Departures departures,
    ArrivalStore arrivals,
    Wishes wishes,
    LogClient log,
    TimeProvider time)
{
    private static readonly Guid Namespace = new("6f2a1a34-7a5b-4a0e-9c39-0b1f1f1d7c55");

    private const int MostFaults = 100;
    private const int MostAtOnce = 500;

    /// <summary>Null where the first line lacks a name that has to be there.</summary>
    /// <exception cref="HttpRequestException">The log's head is not to be had: what is news is not known.</exception>
    public async Task<ImportResult?> RunAsync(string table, CancellationToken cancellationToken)
    {
        using var lines = CsvReader.Read(table.TrimStart('\uFEFF')).GetEnumerator();
        if (!lines.MoveNext())
        {
            return null;
        }

        var columns = new ImportColumns(lines.Current.Fields);
        if (!columns.AreComplete)
        {
            return null;
        }

        var head = await log.HeadAsync(cancellationToken);
        var position = await arrivals.ConsideredAsync(cancellationToken);
        var (imported, known, suppressed, wrong) = (0, 0, 0, 0);
        var faults = new List<ImportFault>();
        var batch = new Dictionary<string, Subscription>();
        while (lines.MoveNext())
        {
            var (line, fields) = lines.Current;
            var (subscription, fault) = Read(columns, fields, head, position);
            if (subscription is null)
            {
                wrong++;
                if (faults.Count < MostFaults)
                {
                    faults.Add(new ImportFault(line, fault!));
                }
            }
            else if (await suppressions.FindAsync(subscription.AddressHash, cancellationToken) is not null)
            {
                suppressed++;
            }
            else if (batch.TryAdd(subscription.AddressHash, subscription))
            {
                if (batch.Count == MostAtOnce)
                {
                    await AddAsync();
                }
            }
            else
            {
                known++;
            }
        }

        await AddAsync();
        return new ImportResult(imported, known, suppressed, wrong, faults);

        async Task AddAsync()
        {
            var added = await subscriptions.AddAsync([.. batch.Values], cancellationToken);
            var erased = await ErasedAsync();
            imported += added - erased;
            suppressed += erased;
            known += batch.Count - added;
            batch.Clear();
        }

        // Somebody may have been erased since the list of them was looked at: looked at again once whoever erases finds them.
        async Task<int> ErasedAsync()
        {
            var erased = new List<Subscription>();
            foreach (var subscription in await subscriptions.FindAsync([.. batch.Values.Select(one => one.Id)], cancellationToken))
            {
                if (subscription.IsWrittenTo && await suppressions.FindAsync(subscription.AddressHash, cancellationToken) is not null)
                {
                    erased.Add(subscription);
                }
            }

            await departures.ForgetAsync(erased, null, cancellationToken);
            return erased.Count;
        }
    }

    private (Subscription? Subscription, string? Fault) Read(ImportColumns columns, IReadOnlyList<string> fields, long head, long position)
    {
        var form = columns.FormOf(fields);
        var (address, preferences) = wishes.Read(form, out var errors);
        if (address is null || preferences is null)
        {
            return (null, $"{errors.First().Key}: {errors.First().Value[0]}");
        }

        if (columns.Source(fields) is not { Length: > 0 and <= 200 } source)
        {
            return (null, "consentSource: Say where the consent was given, in at most 200 characters.");
        }

        if (!DateTimeOffset.TryParse(columns.Date(fields), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var consentAt) || consentAt > time.GetUtcNow())
        {
            return (null, "consentDate: This has to be a date that is past, such as 2024-03-01.");
        }

        var now = time.GetUtcNow();
        return (new Subscription
        {
            // Derived from the address, so that the same list twice is one.
            Id = Text.NamedGuid.Create(Namespace, hashes.Of(address)).ToString(),
            Address = address.ToString(),
            AddressHash = hashes.Of(address),
            Preferences = preferences,
            ConsentSource = source,
            ConsentAt = consentAt,
            CreatedAt = now,
            ChangedAt = now.ToUnixTimeMilliseconds(),
        }.Started(preferences, head, position, now), null);
    }
}
