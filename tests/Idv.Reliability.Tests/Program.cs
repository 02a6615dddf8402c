using Idv.Reliability.Tests;
using Xunit.MicrosoftTestingPlatform;

return args is ["--victim", ..]
    ? await Victim.RunAsync(args[1..])
    : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
