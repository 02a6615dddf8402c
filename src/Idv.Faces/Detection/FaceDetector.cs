using Idv.Faces.Alignment;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Detection;

/// <summary>
/// Finds faces and their landmarks with as few passes as the picture needs: the whole frame; the frame with a margin, because
/// detectors of this family miss faces above about 40% of the frame; tiles, when faces smaller than the whole-frame pass can
/// see are asked for; and, only when nothing was found, quarter turns and a brightened picture. Thread-safe.
/// </summary>
internal sealed class FaceDetector
{
    /// <summary>The height of a face in the detector's input below which it begins to be missed (docs/accuracy.md).</summary>
    private const float SmallestInputFace = 14;

    /// <summary>The share of the frame's area above which a face is looked at again with a margin around the frame.</summary>
    private const float LargeFaceShare = 0.2f;

    private const float FrameMargin = 1.7f;

    private readonly UltraFaceDetector _detector;
    private readonly FaceLandmarker _landmarker;
    private readonly (int Width, int Height) _input;

    public FaceDetector(ModelCatalogue catalogue)
    {
        _detector = new UltraFaceDetector(catalogue);
        _landmarker = new FaceLandmarker(catalogue);
        var shape = catalogue.Card(UltraFaceDetector.ModelId).Input.Shape;
        _input = (shape[3], shape[2]);
    }

    /// <summary>Finds faces, the most confident first.</summary>
    public IReadOnlyList<DetectedFace> Detect(ImagePyramid pyramid, FaceSearch search)
    {
        var found = new List<FaceBox>();
        Search(pyramid, search, quarters: 0, found);
        var quarters = 0;
        if (found.Count == 0 && search.AllowRotation)
        {
            quarters = SearchTurned(pyramid, found);
        }

        if (found.Count == 0 && search.AllowGain)
        {
            using var brightened = Exposure.Stretch(pyramid.Image);
            if (brightened is not null)
            {
                using var bright = new ImagePyramid(brightened);
                Search(bright, search, quarters: 0, found);
                return Place(bright, found, 0, search.MaximumFaces);
            }
        }

        return Place(pyramid, found, quarters, search.MaximumFaces);
    }

    private static Box Frame(ImagePyramid pyramid) => new(0, 0, pyramid.Image.Width, pyramid.Image.Height);

    private void Search(ImagePyramid pyramid, FaceSearch search, int quarters, List<FaceBox> found)
    {
        var frame = Frame(pyramid);
        _detector.Detect(pyramid, frame, quarters, _detector.ScoreThreshold, found);
        if (found.Count == 0 || found.Exists(face => face.Box.Area > LargeFaceShare * frame.Area))
        {
            _detector.Detect(pyramid, frame.Scale(FrameMargin), quarters, _detector.ScoreThreshold, found);
        }

        SearchTiles(pyramid, search.SmallestFace, quarters, found);
        FaceBox.SuppressOverlaps(found, _detector.OverlapThreshold);
    }

    private void SearchTiles(ImagePyramid pyramid, int smallestFace, int quarters, List<FaceBox> found)
    {
        if (smallestFace <= 0)
        {
            return;
        }

        var frame = Frame(pyramid);
        var scale = MathF.Max(1, smallestFace / SmallestInputFace);
        var (width, height) = quarters % 2 == 0 ? (_input.Width * scale, _input.Height * scale) : (_input.Height * scale, _input.Width * scale);
        if (width >= frame.Width && height >= frame.Height)
        {
            return;
        }

        // Neighbouring tiles share a quarter, so that a face on a seam is whole in one of them; larger faces are the frame pass's.
        var (columns, rows) = (Steps(frame.Width, width), Steps(frame.Height, height));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var x = columns == 1 ? (frame.Width - width) / 2 : column * (frame.Width - width) / (columns - 1);
                var y = rows == 1 ? (frame.Height - height) / 2 : row * (frame.Height - height) / (rows - 1);
                _detector.Detect(pyramid, new Box(x, y, width, height), quarters, _detector.ScoreThreshold, found);
            }
        }

        static int Steps(float frame, float tile) => frame <= tile ? 1 : 1 + (int)MathF.Ceiling((frame - tile) / (tile * 0.75f));
    }

    private int SearchTurned(ImagePyramid pyramid, List<FaceBox> found)
    {
        var best = 0;
        var turned = new List<FaceBox>();
        for (var quarters = 1; quarters < 4; quarters++)
        {
            turned.Clear();
            Search(pyramid, new FaceSearch(), quarters, turned);
            if (turned.Count > 0 && (found.Count == 0 || turned[0].Score > found[0].Score))
            {
                best = quarters;
                found.Clear();
                found.AddRange(turned);
            }
        }

        return best;
    }

    private List<DetectedFace> Place(ImagePyramid pyramid, List<FaceBox> found, int quarters, int limit)
    {
        var faces = new List<DetectedFace>(Math.Min(found.Count, limit));
        foreach (var (box, score) in found)
        {
            if (faces.Count == limit)
            {
                break;
            }

            var landmarks = _landmarker.Locate(pyramid, box, quarters);
            if (landmarks.AreFinite && landmarks.InterEyeDistance > 1)
            {
                faces.Add(new DetectedFace(box, score, landmarks));
            }
        }

        return faces;
    }
}
