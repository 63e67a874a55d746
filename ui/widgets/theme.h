#pragma once

#include "services/core/result.h"
#include "ui/widgets/statusshape.h"

#include <QColor>
#include <QFont>
#include <QList>
#include <QMap>
#include <QPalette>

class QWidget;

namespace gatehouse::widgets {

enum class Scheme { Light, Dark };

/// Colours of one status, a warning or an environment. `text` passes WCAG AA on base, alternate
/// base, selection and `tint`.
struct ToneColours
{
    QColor text, fill, tint;
};

/// `text` is what stands on `fill`.
struct EnvironmentColours
{
    QColor fill, text;
};

/// Lengths in device-independent pixels, the same in both schemes (tokens.json, "size", "space").
namespace size {
inline constexpr int header = 44, environmentLine = 2, filterBar = 40, tabBar = 32, paneHeader = 40;
inline constexpr int tableHeader = 28, tableRow = 26, tableRowCompact = 22, tableRowTwoLines = 44;
inline constexpr int control = 28, controlSmall = 24, chip = 24;
inline constexpr int sidebar = 192, sidebarCollapsed = 48, sidebarItem = 28;
inline constexpr int detailPane = 432, detailPaneMin = 380, statusBar = 24;
inline constexpr int taskProgress = 4, waitBar = 2, histogram = 120, timeRail = 44;
inline constexpr int pagePadding = 16, panePadding = 12, cellPadding = 8, gapControls = 8,
                     gapGroups = 16;
inline constexpr int iconTable = 14, iconControl = 16, iconEmptyState = 48;
inline constexpr int selectionBar = 3, focusRing = 2, radius = 3, radiusPanel = 4, radiusPill = 8;
} // namespace size

enum class TextSize { Caption, Small, Body, PaneTitle, PageTitle, Figure };
enum class Weight { Normal, Bold };

/// Noto Sans; the default body text is 9.75 pt (13 px at 96 dpi).
QFont uiFont(TextSize size = TextSize::Body, Weight weight = Weight::Normal);

/// Noto Sans Mono, 9 pt (12 px at 96 dpi): identifiers and bodies.
QFont monoFont();

/// The colours of one scheme: resources/styles/tokens.json as values. Immutable once loaded.
struct Theme
{
    Scheme scheme = Scheme::Light;
    QColor window, base, alternateBase, raised, border, borderStrong, text, textMuted, accent,
        accentText, selection, selectionInactive, tooltip, tooltipText, grid, focus;
    ToneColours received, queued, processed, failed, discarded, deadLettered, warning;
    EnvironmentColours local, staging, production;
    QList<QColor> series; ///< eight, in the order in which names get them
    QMap<QString, int>
        namedSeries; ///< names that have a colour of their own: where it is in `series`
    QList<QColor> heat; ///< seven, from nothing to most

    /// The colours of the status that the shape stands for; None: muted text, no fill or tint.
    ToneColours tone(StatusShape shape) const;

    /// "local", "staging" or "production"; any other name (a self-named one) looks like staging,
    /// and no name, while it is not known, like the window itself. A `colour` ("grey", "amber",
    /// "blue", "green", "violet") is used instead, but in production, which is always red.
    EnvironmentColours environment(QStringView name, QStringView colour = {}) const;

    /// What applyTheme hands to QApplication. Roles: Window, Base, AlternateBase; Button = raised;
    /// Mid = border; Dark = borderStrong; PlaceholderText = textMuted; Highlight = selection
    /// (inactive: selectionInactive) with HighlightedText = text; Link = accent.
    QPalette palette() const;

    /// The theme that a palette or a widget's palette was made from, told by the lightness of its
    /// window colour. Stateless: ask again in paintEvent, and nothing has to be told of a change.
    static const Theme &of(const QWidget *widget);
    static const Theme &of(const QPalette &palette);
    static const Theme &of(Scheme scheme);
};

/// Reads one scheme from the text of tokens.json. Invalid names the first missing colour.
Result<Theme> readTheme(const QByteArray &tokens, Scheme scheme);

/// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(const QColor &one, const QColor &other);

} // namespace gatehouse::widgets
