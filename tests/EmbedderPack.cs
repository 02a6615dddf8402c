using System.Security.Cryptography;

namespace Idv.Tests;

/// <summary>A pack with an embedder of an operator's own: the default one's file under another id, as a card alone describes it.</summary>
internal static class EmbedderPack
{
    /// <summary>Writes the pack into a folder.</summary>
    public static void Write(string folder, string id = "arcface")
    {
        Directory.CreateDirectory(folder);
        var bytes = File.ReadAllBytes(Path.Combine(
            SharedTestData.RepositoryRoot, "models", "node_modules", "faceplugin-face-recognition-js", "model", "fr_feature.onnx"));
        File.WriteAllBytes(Path.Combine(folder, "embedder.onnx"), bytes);
        File.WriteAllText(Path.Combine(folder, "manifest.json"), $$"""
            { "models": [ {
              "id": "{{id}}", "version": "r100", "task": "face-embedding", "file": "embedder.onnx",
              "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(bytes))}}",
              "source": { "package": "own", "version": "1" }, "licence": "LicenseRef-Test",
              "input": { "shape": [1, 3, 112, 112], "layout": "NCHW", "channels": "BGR", "mean": [127.5, 127.5, 127.5], "scale": [127.5, 127.5, 127.5], "crop": "ArcFace" },
              "outputs": { "output": "embedding" },
              "calibration": [ { "falseMatchRate": 0.1, "similarity": 0.13 }, { "falseMatchRate": 0.0001, "similarity": 0.415 }, { "falseMatchRate": 0.00001, "similarity": 0.479 } ] } ] }
            """);
    }
}
