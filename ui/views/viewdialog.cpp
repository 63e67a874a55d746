#include "ui/views/viewdialog.h"

#include "ui/widgets/dialogparts.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int narrowestView = 400;
constexpr int longestTyped = 200; ///< room for what is pasted, of which the end is to be deleted

} // namespace

ViewDialog::ViewDialog(const QString &title, const QString &text, const QString &name,
                       std::function<Result<>(const QString &)> check, QWidget *parent)
    : QDialog(parent)
    , m_check(std::move(check))
    , m_name(new QLineEdit(name, this))
    , m_problem(widgets::makeWrappingLabel({}, this))
{
    setObjectName(QStringLiteral("viewDialog"));
    setWindowTitle(title);
    widgets::setUpDialog(this, narrowestView);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                               size::pagePadding);
    layout->setSpacing(size::gapControls);
    layout->addWidget(widgets::makeDialogHeading(title, this));
    layout->addWidget(widgets::makeWrappingLabel(widgets::visibleText(text), this));
    m_name->setObjectName(QStringLiteral("viewName"));
    m_name->setAccessibleName(tr("Name of the view"));
    m_name->setPlaceholderText(m_name->accessibleName());
    m_name->setMaxLength(longestTyped);
    m_name->selectAll();
    layout->addWidget(m_name);
    m_problem->setObjectName(QStringLiteral("viewProblem"));
    m_problem->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_problem);
    m_confirm = widgets::addDialogButtons(this, layout, QStringLiteral("View"), tr("Save"));
    connect(m_name, &QLineEdit::textChanged, this, &ViewDialog::updateConfirm);
    updateConfirm();
}

/// The line stays where it is when there is nothing to say.
void ViewDialog::updateConfirm()
{
    const Result<> valid = m_check(m_name->text());
    m_confirm->setEnabled(valid.has_value());
    m_problem->setText(valid ? QStringLiteral(" ") : valid.error().message);
}

QString ViewDialog::name() const
{
    return m_name->text();
}

} // namespace gatehouse::ui
