using Syndication.Search;
using Syndication.Hosting;

await ServiceHost.Build(args, new SearchModule()).RunAsync();
