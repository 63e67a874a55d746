#pragma once

#include "models/completion/valuemodel.h"
#include "ui/widgets/delegates.h"

#include <QTimeZone>
#include <QWidget>

class QLineEdit;
class QListView;

namespace gatehouse::widgets {
class ElidedLabel;
}

namespace gatehouse::ui {

/// The value of a row, and at its end how many rows have it.
class ValueDelegate final : public widgets::RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &content,
                      const QModelIndex &index) const override;
};

/// The values that fit what is typed in a field, below it, most rows first. The keyboard stays in
/// the field: Down and Up choose, Enter takes what is chosen, Escape lets go of it; with nothing
/// chosen both are the field's.
///
/// Object names: filterSuggestions, filterBasis.
class ValueSuggestions final : public QWidget
{
    Q_OBJECT

public:
    /// Model and field outlive it.
    ValueSuggestions(completion::ValueModel &model, QLineEdit *field, const QTimeZone &zone,
                     QWidget *parent);

signals:
    void picked(const QString &value);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeKey(int key);
    void move(int rows);
    void pick(const QModelIndex &index);
    void showBasis();

    completion::ValueModel &m_model;
    const QTimeZone m_zone;
    QListView *m_list;
    widgets::ElidedLabel *m_basis;
};

/// What the counts of the model are of, or why there are none.
QString valueBasis(const completion::ValueModel &model, const QTimeZone &zone);

} // namespace gatehouse::ui
