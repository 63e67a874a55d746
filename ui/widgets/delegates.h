#pragma once

#include "ui/widgets/statusshape.h"

#include <QStyledItemDelegate>

#include <functional>

namespace gatehouse::widgets {

/// Paints a cell of a row-selecting view: the row's fill (base, alternate, selection, inactive
/// selection), a 3 px accent bar at the start of a selected row, a 2 px ring inside the current row
/// when the keyboard is there, and the text elided at its end, always as plain text with controls
/// made visible and in one line. Qt::ForegroundRole and FontRole of the model are honoured. An
/// elided text is shown whole in a tooltip unless the model has one of its own.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    /// Font, alignment and colour of the text. Called after the model's roles were read.
    virtual void adjust(QStyleOptionViewItem *option, const QModelIndex &index) const;
    /// What stands inside the cell's padding; the default paints option.text.
    virtual void paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                              const QRect &content, const QModelIndex &index) const;
    /// Width left of the text that paintContent uses for something else.
    virtual int leadWidth() const { return 0; }

    static void paintText(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect);
};

/// Shape and word in the colour of the status.
class StatusDelegate final : public RowDelegate
{
    Q_OBJECT

public:
    using ShapeOf = std::function<StatusShape(const QModelIndex &)>;

    /// `shapeOf` maps a cell to its shape; the word is the cell's DisplayRole.
    explicit StatusDelegate(ShapeOf shapeOf, QObject *parent = nullptr);

protected:
    void adjust(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &content,
                      const QModelIndex &index) const override;
    int leadWidth() const override;

private:
    ShapeOf m_shapeOf;
};

/// Aligned to the end of the line, in the tabular figures of the font.
class NumberDelegate final : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void adjust(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

/// Monospace, left to right in every language: identifiers. Paths are better elided in the middle.
class MonoDelegate final : public RowDelegate
{
    Q_OBJECT

public:
    explicit MonoDelegate(QObject *parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);

protected:
    void adjust(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    Qt::TextElideMode m_mode;
};

} // namespace gatehouse::widgets
