using Idv.Faces.Alignment;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Detection;

/// <summary>
/// Finds faces and their landmarks with as few passes as the picture needs: the whole frame; the frame with a margin, because
/// detectors of this family miss faces above about 40% of the frame; tiles, when faces smaller than the whole-frame pass can
/// see are asked for; and, only where what was found leaves a doubt, a brightened picture and quarter turns. Thread-safe.
/// </summary>
internal sealed class FaceDetector
{
    /// <summary>The share of the frame's area above which a face is looked at again with a margin around the frame.</summary>
    private const float LargeFaceShare = 0.2f;

    private const float FrameMargin = 1.7f;

    /// <summary>The id of the detector that is asked when nothing else finds a face in a dark picture.</summary>
    private const string LastResort = "face-detector-dark";

    /// <summary>Landmarks of upright faces disagree by less than this in 99 of 100 photographs, those of turned ones in 2.</summary>
    private const float SteadyLandmarks = 0.03f;

    /// <summary>
    /// Where there is no <see cref="FaceWitness"/>: landmarks of what is no face disagree by more than this in most cases, those of bare faces in
    /// next to none. A more certain finding is believed all the same: masks and sunglasses make landmarks unsteady too (docs/accuracy.md).
    /// </summary>
    private const float UnbelievableLandmarks = 0.06f;

    private const float BelievedScore = 0.75f;

    /// <summary>As <see cref="SteadyLandmarks"/>, for what the last resort finds: noise makes landmarks less steady.</summary>
    private const float SteadyInDarkness = 0.05f;

    /// <summary>The side of the square in which a face's direction is decided, in sides of its box.</summary>
    private const float TurnedRegion = 2.2f;

    /// <summary>How near to a seam, as a share of the tile, a finding counts as cut.</summary>
    private const float SeamShare = 0.03f;

    /// <summary>The height of a face as a share of a tile's above which the face is left to the frame pass.</summary>
    private const float LargestTileShare = 0.6f;

    private const float ScoreTolerance = 0.2f;

    // A detector names every face dozens of times before suppression: lists that have grown once are kept, one for each thread, and one
    // more for looking at turned pictures meanwhile.
    [ThreadStatic]
    private static List<FaceBox>? s_found;

    [ThreadStatic]
    private static List<FaceBox>? s_turned;

    private readonly DetectorNetwork _detector;
    private readonly DetectorNetwork? _lastResort;
    private readonly FaceWitness? _witness;
    private readonly FaceLandmarker _landmarker;

    public FaceDetector(ModelCatalogue catalogue, ModelCard card)
    {
        _detector = DetectorNetwork.Open(catalogue, card);
        _lastResort = catalogue.Contains(LastResort) ? DetectorNetwork.Open(catalogue, catalogue.Card(LastResort)) : null;
        _witness = _lastResort is null ? null : new FaceWitness(_lastResort, _detector);
        _landmarker = new FaceLandmarker(catalogue);
    }

    /// <summary>Finds faces, the most confident first.</summary>
    public IReadOnlyList<DetectedFace> Detect(ImagePyramid pyramid, FaceSearch search)
    {
        var upright = Look(pyramid, search, quarters: 0);
        if (upright.IsPlain)
        {
            return upright.Faces;
        }

        if (search.AllowGain && Exposure.Stretch(pyramid.Image) is { } brightened)
        {
            using (brightened)
            using (var bright = new ImagePyramid(brightened))
            {
                return InDoubt(bright, search, Better(upright, LookInDarkness(bright, search)));
            }
        }

        return InDoubt(pyramid, search, upright);
    }

    /// <summary>Tries the quarter turns where what was found upright leaves a doubt.</summary>
    private List<DetectedFace> InDoubt(ImagePyramid pyramid, FaceSearch search, Finding upright)
    {
        if (!search.AllowRotation || upright.IsPlain)
        {
            return upright.Faces;
        }

        var quarters = upright.Faces.Count > 0 ? BestTurn(pyramid, upright.Faces[0].Box) : 0;
        if (quarters == 0)
        {
            quarters = FindTurn(pyramid, upright.Certainty);
        }

        return quarters == 0 ? upright.Faces : Better(upright with { Certainty = 0 }, Look(pyramid, search, quarters)).Faces;
    }

    private Finding LookInDarkness(ImagePyramid bright, FaceSearch search)
    {
        var finding = Look(bright, search, quarters: 0, brightened: true);
        return finding.Faces.Count > 0 || _lastResort is null ? finding : LookWithLastResort(bright, search, _lastResort);
    }

    private static Finding Better(Finding first, Finding second) => second.Certainty > first.Certainty ? second : first;

    private static Box Frame(ImagePyramid pyramid) => new(0, 0, pyramid.Image.Width, pyramid.Image.Height);

    private void Search(ImagePyramid pyramid, FaceSearch search, int quarters, List<FaceBox> found)
    {
        var frame = Frame(pyramid);
        _detector.Detect(pyramid, frame, quarters, _detector.ScoreThreshold, found);
        if (found.Count == 0 || found.Exists(face => face.Box.Area > LargeFaceShare * frame.Area))
        {
            _detector.Detect(pyramid, frame.Scale(FrameMargin), quarters, _detector.ScoreThreshold, found);
        }

        SearchTiles(pyramid, search, quarters, found);
        FaceBox.SuppressOverlaps(found, _detector.OverlapThreshold);
    }

    /// <summary>The last resort finds what is no face too: its findings count only where landmarks are steady.</summary>
    private Finding LookWithLastResort(ImagePyramid bright, FaceSearch search, DetectorNetwork lastResort)
    {
        var found = s_found ??= [];
        found.Clear();
        lastResort.Detect(bright, Frame(bright), clockwiseQuarters: 0, lastResort.ScoreThreshold, found);
        FaceBox.SuppressOverlaps(found, lastResort.OverlapThreshold);
        return Place(bright, found, quarters: 0, search.MaximumFaces, brightened: true, SteadyInDarkness);
    }

    private void SearchTiles(ImagePyramid pyramid, FaceSearch search, int quarters, List<FaceBox> found)
    {
        if (search.SmallestFaceShare <= 0)
        {
            return;
        }

        var frame = Frame(pyramid);
        var smallestFace = MathF.Max(search.SmallestFacePixels, search.SmallestFaceShare * MathF.Max(frame.Width, frame.Height));
        var scale = MathF.Max(1, smallestFace / _detector.SmallestFace);
        var (width, height) = quarters % 2 == 0 ? (_detector.Width * scale, _detector.Height * scale) : (_detector.Height * scale, _detector.Width * scale);
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
                var tile = new Box(x, y, width, height);
                var first = found.Count;
                _detector.Detect(pyramid, tile, quarters, _detector.ScoreThreshold, found);
                RemoveCut(found, first, tile, frame);
            }
        }

        static int Steps(float frame, float tile) => frame <= tile ? 1 : 1 + (int)MathF.Ceiling((frame - tile) / (tile * 0.75f));
    }

    /// <summary>
    /// Drops findings that a seam may have cut or that are large for a tile: the detector is as sure of half a face as of a whole
    /// one, and the neighbouring tile or the frame pass sees it whole.
    /// </summary>
    private static void RemoveCut(List<FaceBox> found, int first, Box tile, Box frame)
    {
        var (marginX, marginY) = (tile.Width * SeamShare, tile.Height * SeamShare);
        for (var i = found.Count - 1; i >= first; i--)
        {
            var box = found[i].Box;
            var cut = (tile.X > frame.X && box.X < tile.X + marginX)
                || (tile.Y > frame.Y && box.Y < tile.Y + marginY)
                || (tile.Right < frame.Right && box.Right > tile.Right - marginX)
                || (tile.Bottom < frame.Bottom && box.Bottom > tile.Bottom - marginY);
            if (cut || box.Height > LargestTileShare * tile.Height)
            {
                found.RemoveAt(i);
            }
        }
    }

    private Finding Look(ImagePyramid pyramid, FaceSearch search, int quarters, bool brightened = false)
    {
        var found = s_found ??= [];
        found.Clear();
        Search(pyramid, search, quarters, found);
        return Place(pyramid, found, quarters, search.MaximumFaces, brightened);
    }

    /// <summary>The quarter turn at which the whole picture shows a more certain face than <paramref name="certainty"/>; 0 when none does.</summary>
    private int FindTurn(ImagePyramid pyramid, float certainty)
    {
        var best = 0;
        var found = s_turned ??= [];
        for (var quarters = 1; quarters < 4; quarters++)
        {
            found.Clear();
            Search(pyramid, new FaceSearch(), quarters, found);
            foreach (var (box, score) in found)
            {
                if (score > certainty && score - _landmarker.Locate(pyramid, box, quarters).Disagreement is var turned && turned > certainty)
                {
                    (best, certainty) = (quarters, turned);
                }
            }
        }

        return best;
    }

    /// <summary>The quarter turn at which one face is most certain. A face on its side is often found, with a lower score.</summary>
    private int BestTurn(ImagePyramid pyramid, Box face)
    {
        var region = face.Square(TurnedRegion);
        var (best, bestScore) = (0, 0f);
        var found = s_turned ??= [];
        for (var quarters = 0; quarters < 4; quarters++)
        {
            found.Clear();
            _detector.Detect(pyramid, region, quarters, _detector.ScoreThreshold, found);
            foreach (var (box, score) in found)
            {
                var disagreement = score > bestScore - ScoreTolerance ? _landmarker.Locate(pyramid, box, quarters).Disagreement : 1;
                if (score - disagreement > bestScore)
                {
                    (best, bestScore) = (quarters, score - disagreement);
                }
            }
        }

        return best;
    }

    /// <summary>Places landmarks on the findings that are believed; of those whose landmarks disagree by more than <paramref name="mostSpread"/> none is.</summary>
    private Finding Place(
        ImagePyramid pyramid, List<FaceBox> found, int quarters, int limit, bool brightened, float mostSpread = float.PositiveInfinity)
    {
        var faces = new List<DetectedFace>(Math.Min(found.Count, limit));
        var (certainty, plain) = (0f, false);
        foreach (var (box, score) in found)
        {
            if (faces.Count == limit)
            {
                break;
            }

            var (landmarks, spread) = _landmarker.Locate(pyramid, box, quarters);
            var beyondDoubt = score >= _detector.UprightScore && spread <= SteadyLandmarks;
            if (landmarks.AreFinite && landmarks.InterEyeDistance > 1 && spread <= mostSpread && (beyondDoubt || IsBelievable(pyramid, new FaceBox(box, score), spread, quarters, brightened)))
            {
                if (faces.Count == 0)
                {
                    (certainty, plain) = (score - spread, beyondDoubt);
                }

                faces.Add(new DetectedFace(box, score, landmarks));
            }
        }

        return new Finding(faces, certainty, plain);
    }

    private bool IsBelievable(ImagePyramid pyramid, FaceBox face, float spread, int quarters, bool brightened) =>
        _witness?.Confirms(pyramid, face.Box, quarters) ?? (brightened || spread <= UnbelievableLandmarks || face.Score >= BelievedScore);

    /// <summary>What one way of looking found.</summary>
    /// <param name="Faces">The faces, the most confident first.</param>
    /// <param name="Certainty">The first face's score less its landmarks' disagreement; 0 without a face.</param>
    /// <param name="IsPlain">Whether the first face leaves no doubt that it is a face, upright.</param>
    private readonly record struct Finding(List<DetectedFace> Faces, float Certainty, bool IsPlain);
}
