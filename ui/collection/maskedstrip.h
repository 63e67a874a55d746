#pragma once

#include "ui/collection/fieldreveal.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <optional>

class QAction;
class QLabel;
class QPushButton;

namespace gatehouse::ui {

/// One line above what is masked: how much of it, with Reveal…; and once something is shown in
/// clear, with Hide. Hidden where nothing is masked. Its action, with a key, is for menus and the
/// palette.
///
/// Object names: maskedStrip, reveal, hideRevealed.
class MaskedStrip : public QWidget
{
    Q_OBJECT

public:
    explicit MaskedStrip(QWidget *parent = nullptr);

    /// Null, as at first: nothing can be revealed, so nothing is offered.
    void setReveal(FieldReveal *reveal);
    /// Which field is meant, when one is selected; empty: none.
    void setChosen(std::function<QString()> chosen);
    /// What is masked of the event as it is shown now.
    void setFields(const Uuid &event, const QList<MaskedField> &fields);
    void clear();
    QAction *action() const { return m_action; }

private:
    void update();
    void ask();

    QLabel *m_text;
    QPushButton *m_reveal;
    QPushButton *m_hide;
    QAction *m_action;
    QPointer<FieldReveal> m_source;
    std::function<QString()> m_chosen = [] { return QString(); };
    std::optional<Uuid> m_event;
    QList<MaskedField> m_fields;
};

} // namespace gatehouse::ui
