using Syndication.Contracts;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Intake;
using Syndication.Ingestion.Releases;

namespace Syndication.Standalone;

/// <summary><c>extract</c>: one JSON document a line on standard output, all else on standard error.</summary>
internal static class ExtractCommand
{
    public static int Run(CommandLine line, TextWriter output, TextWriter error)
    {
        var extractor = new Extractor();
        var files = line.Paths.SelectMany(path => PageFiles.In(path)).ToList();
        var code = Command.Done;
        foreach (var file in new BatchExtraction(extractor, new FeedReader(extractor)).Read(files, []))
        {
            if (file.Incoming is null)
            {
                error.WriteLine($"{file.File.Path}: {file.Refusal}");
                code = Command.Refused;
                continue;
            }

            var document = ReleaseDocument.Of(file.Incoming.Page, file.File.Source);
            document.Insert(0, "file", file.File.Path);
            output.WriteLine(document.ToJsonString(SyndicationJson.Options));
        }

        return code;
    }
}
