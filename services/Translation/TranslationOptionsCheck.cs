using Microsoft.Extensions.Options;
using Syndication.Translation.Glossary;

namespace Syndication.Translation;

/// <summary>Says at start, in sentences, what is wrong with the settings; the glossary's file is read too.</summary>
internal sealed class TranslationOptionsCheck : IValidateOptions<TranslationOptions>
{
    public ValidateOptionsResult Validate(string? name, TranslationOptions options)
    {
        var faults = options.Faults().Concat(GlossaryFaults(options.GlossaryFile)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> GlossaryFaults(string? file)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            GlossaryFile.Read(File.ReadAllText(file));
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return [$"Translation__GlossaryFile: {exception.Message}"];
        }
    }
}
