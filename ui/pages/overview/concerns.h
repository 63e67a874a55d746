#pragma once

#include "models/deadletters/lettergroup.h"
#include "ui/pages/overview/tiles.h"

namespace gatehouse::ui {

/// Something that needs somebody, and the page where it is seen to.
struct Concern
{
    QString id; ///< of the tile that it is of
    widgets::StatusShape shape = widgets::StatusShape::None;
    QString title; ///< a sentence
    QString text; ///< more about it; may be empty
    QString page;
    collection::Filter filter = {};
    bool operator==(const Concern &) const = default;
};

/// Of each tile that needs somebody one, dead letters first, by their largest cause where groups
/// are known.
QList<Concern> concernsOf(const QList<Tile> &tiles, const QList<deadletters::LetterGroup> &groups,
                          const QTimeZone &zone);

/// "2 things need someone."
QString headline(const QList<Tile> &tiles);

} // namespace gatehouse::ui
