#pragma once

#include "models/connections/connectiontest.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace gatehouse::widgets {
class ElidedLabel;
class NoticeStrip;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// How one step went, as a shape.
class OutcomeMark : public QWidget
{
    Q_OBJECT

public:
    explicit OutcomeMark(QWidget *parent = nullptr);
    void setOutcome(connections::Outcome outcome);
    QSize sizeHint() const override { return {14, 14}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    connections::Outcome m_outcome = connections::Outcome::Waiting;
};

/// The steps of a connection test while they happen, and the fix of the first that failed.
///
/// Object names: testSummary, testButton, testFix; of each step "step-" and its id.
class TestView : public QWidget
{
    Q_OBJECT

public:
    explicit TestView(QWidget *parent = nullptr);

    /// Not owned; what was shown before is gone. nullptr: nothing was tested.
    void follow(connections::ConnectionTest *test);

signals:
    void testRequested();

private:
    struct StepRow
    {
        OutcomeMark *mark;
        QLabel *title;
        widgets::ElidedLabel *text;
        QLabel *took;
    };
    void addRow(const connections::TestStep &step);
    void showStep(int index);
    void showSummary();

    connections::ConnectionTest *m_test = nullptr;
    QList<StepRow> m_rows;
    QWidget *m_list = nullptr;
    QGridLayout *m_grid = nullptr;
    QLabel *m_summary;
    QPushButton *m_again;
    widgets::NoticeStrip *m_fix;
};

} // namespace gatehouse::ui
