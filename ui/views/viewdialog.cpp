#include "ui/views/viewdialog.h"

#include "ui/widgets/plaintext.h"
#include "ui/widgets/roomfortext.h"
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
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(narrowestView);
    new widgets::RoomForText(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                               size::pagePadding);
    layout->setSpacing(size::gapControls);
    QLabel *heading = widgets::makeWrappingLabel(title, this);
    heading->setFont(widgets::uiFont(widgets::TextSize::PaneTitle, widgets::Weight::Bold));
    layout->addWidget(heading);
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
    addButtons();
    connect(m_name, &QLineEdit::textChanged, this, &ViewDialog::updateConfirm);
    updateConfirm();
}

void ViewDialog::addButtons()
{
    m_confirm = new QPushButton(tr("Save"), this);
    m_confirm->setObjectName(QStringLiteral("confirmView"));
    m_confirm->setDefault(true);
    connect(m_confirm, &QPushButton::clicked, this, &QDialog::accept);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("cancelView"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_confirm);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
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
