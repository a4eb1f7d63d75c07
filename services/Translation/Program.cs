using Syndication.Hosting;
using Syndication.Translation;

await ServiceHost.Build(args, new TranslationModule()).RunAsync();
