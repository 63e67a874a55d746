#include "ui/connections/testview.h"

#include "ui/widgets/columnscroll.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace gatehouse::ui {

namespace size = widgets::size;
using connections::ConnectionTest;
using connections::Outcome;
using connections::TestStep;
using widgets::StatusShape;

namespace {

StatusShape shapeOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Ok:
        return StatusShape::Check;
    case Outcome::Failed:
        return StatusShape::Cross;
    case Outcome::Running:
        return StatusShape::Clock;
    case Outcome::NotReached:
        return StatusShape::SlashedCircle;
    case Outcome::Waiting:
        return StatusShape::HollowCircle;
    case Outcome::Warning:
        break;
    }
    return StatusShape::None;
}

} // namespace

OutcomeMark::OutcomeMark(QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(sizeHint());
}

void OutcomeMark::setOutcome(Outcome outcome)
{
    m_outcome = outcome;
    update();
}

void OutcomeMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto &theme = widgets::Theme::of(this);
    const StatusShape shape = shapeOf(m_outcome);
    if (shape == StatusShape::None)
        widgets::paintWarningSign(painter, rect(), theme.warning.text);
    else
        widgets::paintShape(painter, shape, rect(), theme.tone(shape).text);
}

TestView::TestView(QWidget *parent)
    : QWidget(parent)
    , m_summary(new QLabel(this))
    , m_again(new QPushButton(widgets::icon(QStringLiteral("view-refresh")), tr("Test"), this))
    , m_fix(new widgets::NoticeStrip(this))
{
    auto *title = new QLabel(tr("Test"), this);
    title->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
    m_summary->setObjectName(QStringLiteral("testSummary"));
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_summary->setTextFormat(Qt::PlainText);
    m_again->setObjectName(QStringLiteral("testButton"));
    m_again->setAutoDefault(false);
    connect(m_again, &QPushButton::clicked, this, &TestView::testRequested);
    m_fix->setObjectName(QStringLiteral("testFix"));
    m_fix->setNarrow(true);

    m_list = new QWidget(this);
    m_grid = new QGridLayout(m_list);
    m_grid->setContentsMargins(size::gapControls, 4, size::gapControls, 4);
    m_grid->setHorizontalSpacing(size::gapControls);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(2, 1);
    auto *head = new QHBoxLayout;
    head->addWidget(title);
    head->addStretch();
    head->addWidget(m_summary);
    head->addWidget(m_again);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(size::pagePadding, 0, size::pagePadding, size::gapControls);
    layout->setSpacing(size::gapControls);
    layout->addLayout(head);
    layout->addWidget(widgets::makeColumnScroll(m_list, tr("Steps of the test"), this), 1);
    layout->addWidget(m_fix);
    follow(nullptr);
}

void TestView::follow(ConnectionTest *test)
{
    m_test = test;
    for (const StepRow &row : std::as_const(m_rows)) {
        for (QWidget *widget :
             std::initializer_list<QWidget *>{row.mark, row.title, row.text, row.took})
            delete widget;
    }
    m_rows.clear();
    m_fix->dismiss();
    m_again->setText(test ? tr("Test again") : tr("Test"));
    m_summary->setText(test ? QString() : tr("not tested yet"));
    if (!test)
        return;
    for (const TestStep &step : test->steps())
        addRow(step);
    for (int index = 0; index < m_rows.size(); ++index)
        showStep(index);
    connect(test, &ConnectionTest::stepChanged, this, &TestView::showStep);
    connect(test, &ConnectionTest::finished, this, &TestView::showSummary);
}

void TestView::addRow(const TestStep &step)
{
    StepRow row{new OutcomeMark(m_list), new QLabel(step.title, m_list),
                new widgets::ElidedLabel(QString(), m_list), new QLabel(m_list)};
    row.title->setTextFormat(Qt::PlainText);
    row.text->setObjectName(QStringLiteral("step-") + step.id);
    row.took->setTextFormat(Qt::PlainText);
    row.took->setForegroundRole(QPalette::PlaceholderText);
    row.took->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const int at = int(m_rows.size());
    m_grid->addWidget(row.mark, at, 0);
    m_grid->addWidget(row.title, at, 1);
    m_grid->addWidget(row.text, at, 2);
    m_grid->addWidget(row.took, at, 3);
    m_rows += row;
}

void TestView::showStep(int index)
{
    const TestStep &step = m_test->steps().at(index);
    const StepRow &row = m_rows.at(index);
    const bool isTried = step.outcome == Outcome::Ok || step.outcome == Outcome::Warning
        || step.outcome == Outcome::Failed;
    row.mark->setOutcome(step.outcome);
    row.title->setForegroundRole(isTried ? QPalette::WindowText : QPalette::PlaceholderText);
    row.text->setText(step.text);
    row.text->setMuted(!isTried);
    row.text->setAccessibleName(step.title + QStringLiteral(": ")
                                + connections::outcomeName(step.outcome) + u' ' + step.text);
    row.took->setText(isTried ? tr("%1 ms").arg(step.took.count()) : QString());
    const bool isWorse = step.outcome == Outcome::Failed
        || (step.outcome == Outcome::Warning && !m_fix->isVisibleTo(this));
    const bool isFirst = !m_fix->isVisibleTo(this) || m_fix->kind() != widgets::NoticeKind::Error;
    if (isWorse && isFirst)
        m_fix->showNotice(step.outcome == Outcome::Failed ? widgets::NoticeKind::Error
                                                          : widgets::NoticeKind::Warning,
                          step.title, widgets::visibleText(step.fix));
}

void TestView::showSummary()
{
    const auto &steps = m_test->steps();
    const auto count = [&](Outcome outcome) {
        return std::count_if(steps.begin(), steps.end(),
                             [outcome](const TestStep &step) { return step.outcome == outcome; });
    };
    const QString took = QLocale().toString(qint64(m_test->took().count()));
    if (m_test->hasPassed())
        m_summary->setText(tr("all passed, %1 ms").arg(took));
    else
        m_summary->setText(tr("%1 of %2 failed, %3 not reached, %4 ms")
                               .arg(count(Outcome::Failed))
                               .arg(steps.size())
                               .arg(count(Outcome::NotReached))
                               .arg(took));
}

} // namespace gatehouse::ui
