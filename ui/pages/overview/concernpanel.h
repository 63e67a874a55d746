#pragma once

#include "ui/pages/overview/concerns.h"
#include "ui/widgets/card.h"

class QVBoxLayout;

namespace gatehouse::ui {

class ConcernLine;

/// What needs somebody, line by line, each with a button that leads to where it is seen to. Hidden
/// while there is nothing. A line stays while its tile needs somebody, so that nobody's button goes
/// from under the mouse or the keyboard when a number changes.
///
/// Object names: overviewConcerns, concern-<tile> (the buttons).
class ConcernPanel final : public widgets::Card
{
    Q_OBJECT

public:
    explicit ConcernPanel(QWidget *parent = nullptr);

    void setConcerns(const QList<Concern> &concerns);
    /// The keyboard goes from there to the buttons.
    void setTabOrderBehind(QWidget *widget) { m_before = widget; }

signals:
    void opened(const gatehouse::ui::Concern &concern);

private:
    ConcernLine *lineOf(const QString &id) const;
    ConcernLine *addLine(const QString &id);
    void chainTabs() const;

    QVBoxLayout *m_column;
    QList<ConcernLine *> m_lines; ///< as they are shown
    QWidget *m_before = nullptr;
};

} // namespace gatehouse::ui
