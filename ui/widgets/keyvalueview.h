#pragma once

#include "ui/widgets/statusshape.h"

#include <QList>
#include <QString>
#include <QWidget>

class QGridLayout;

namespace gatehouse::widgets {

/// One line of a summary.
struct KeyValue
{
    QString label; ///< translated
    QString value; ///< foreign text: plain, control characters visible, cut at 2,000 characters;
                   ///< empty: a dash
    bool mono = false; ///< identifiers
    bool muted = false; ///< what is not known, and why
    StatusShape shape = StatusShape::None; ///< other than None: shape and word of a status
    QString toolTip; ///< plain text; the exact time of a relative one
    /// Other than None: stands before the label, both in its colour; what it means is the tooltip.
    StatusShape labelShape = StatusShape::None;
    QString labelToolTip = {};
};

/// Muted labels and selectable values, top to bottom. Long values wrap.
class KeyValueView final : public QWidget
{
    Q_OBJECT

public:
    explicit KeyValueView(QWidget *parent = nullptr);

    /// Where the labels are the same as before only the values change, and selections in unchanged
    /// values stay.
    void setRows(const QList<KeyValue> &rows);
    const QList<KeyValue> &rows() const { return m_rows; }

private:
    void rebuild();
    void placeLabel(int row);
    void placeValue(int row);
    QWidget *makeLabel(const KeyValue &row);
    QWidget *makeValue(const KeyValue &row);

    QGridLayout *m_grid;
    QList<KeyValue> m_rows;
    QList<QWidget *> m_values;
};

} // namespace gatehouse::widgets
