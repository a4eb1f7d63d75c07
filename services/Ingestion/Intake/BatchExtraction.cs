using Syndication.Hosting;
using Syndication.Ingestion.Extraction;

namespace Syndication.Ingestion.Intake;

/// <summary>A file, or an item of a feed, as extraction read it: or why it could not be read.</summary>
/// <param name="IsUnread">The system did not give its octets, and may yet.</param>
internal sealed record ExtractedFile(PageFile File, Incoming? Incoming, string? Refusal, bool IsUnread = false);

/// <summary>
/// Reads a batch of files twice: what the sources repeat is learnt over all of them, then each is extracted, so that
/// their order makes no difference. Stores nothing.
/// </summary>
internal sealed class BatchExtraction(Extractor extractor, FeedReader feeds)
{
    /// <param name="profiles">What is known of each source; what is learnt is put there. Missing ones are begun.</param>
    /// <param name="prepare">Applied to each file's octets before anything else reads them.</param>
    public IReadOnlyList<ExtractedFile> Read(IReadOnlyList<PageFile> files, Dictionary<string, SourceProfile> profiles, Func<byte[], byte[]>? prepare = null)
    {
        var read = files.Select(file => (File: file, Read: ReadFile(file, prepare))).ToList();
        foreach (var (file, (content, _, _)) in read.Where(found => found.Read.Content is not null && !found.File.IsFeed))
        {
            var profile = profiles.GetValueOrDefault(file.Source) ?? new SourceProfile { Id = file.Source };
            profiles[file.Source] = Learn(file, content!, profile);
        }

        return [.. read.SelectMany(found => Extract(found.File, found.Read, profiles))];
    }

    private IEnumerable<ExtractedFile> Extract(PageFile file, (byte[]? Content, string? Refusal, bool IsUnread) read, Dictionary<string, SourceProfile> profiles)
    {
        if (read.Content is not { } content)
        {
            return [new ExtractedFile(file, null, read.Refusal, read.IsUnread)];
        }

        if (file.IsFeed)
        {
            return feeds.Read(file, content);
        }

        try
        {
            var page = new Page(content, null, file.Source, Name: file.Name);
            return [new ExtractedFile(file, PageNames.Of(page, file.Name, extractor.Extract(page, profiles[file.Source])), null)];
        }
        catch (UnreadablePageException exception)
        {
            return [new ExtractedFile(file, null, exception.Message)];
        }
    }

    private SourceProfile Learn(PageFile file, byte[] content, SourceProfile profile)
    {
        try
        {
            return extractor.Learn(new Page(content, null, file.Source, Name: file.Name), profile);
        }
        catch (UnreadablePageException)
        {
            // Said when it is extracted.
            return profile;
        }
    }

    private static (byte[]? Content, string? Refusal, bool IsUnread) ReadFile(PageFile file, Func<byte[], byte[]>? prepare)
    {
        try
        {
            if (new FileInfo(file.Path).Length > ServiceHost.MaxRequestBody)
            {
                return (null, "It is larger than 10 MiB.", false);
            }

            var content = File.ReadAllBytes(file.Path);
            return (prepare is null ? content : prepare(content), null, false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"It can't be read: {exception.Message}", true);
        }
    }
}
