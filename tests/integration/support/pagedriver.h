#pragma once

#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace gatehouse::test {

/// Keys and clicks on a page of a collection whose first column names its rows. For a test class to
/// stand on.
class PageDriver
{
protected:
    static constexpr int patience = 20'000; ///< ms

    /// `id` is the collection's: "tokens". To be called before all others.
    void drive(QWidget *page, const QString &id)
    {
        m_driven = page;
        m_drivenId = id;
    }

    /// In the page's window, dialogs included.
    template <typename Widget>
    Widget *find(const char *name)
    {
        return m_driven->window()->findChild<Widget *>(QString::fromLatin1(name));
    }
    QPushButton *button(const char *name)
    {
        auto *onPage = m_driven->findChild<QPushButton *>(QString::fromLatin1(name));
        return onPage ? onPage : find<QPushButton>(name);
    }
    QTableView *table()
    {
        return m_driven->findChild<QTableView *>(m_drivenId + QStringLiteral("Table"));
    }

    QModelIndex rowOf(const QString &name)
    {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            const QModelIndex cell = table()->model()->index(row, 0);
            if (cell.data().toString() == name)
                return cell;
        }
        return {};
    }
    void select(const QString &name)
    {
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(name).isValid(), patience);
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                          table()->visualRect(rowOf(name)).center());
        QTRY_COMPARE_WITH_TIMEOUT(table()->currentIndex().row(), rowOf(name).row(), patience);
    }
    /// Once the gateway has said that it may be done.
    void click(const char *name)
    {
        QTRY_VERIFY_WITH_TIMEOUT(button(name) && button(name)->isEnabled(), patience);
        QTest::mouseClick(button(name), Qt::LeftButton);
    }
    /// Gives the reason that a dialog asks for.
    void confirm()
    {
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("reasonField"), patience);
        QTest::keyClicks(find<QLineEdit>("reasonField"), QStringLiteral("quarterly"));
        click("confirmAction");
        QTRY_VERIFY_WITH_TIMEOUT(!find<QLineEdit>("reasonField"), patience);
    }

private:
    QWidget *m_driven = nullptr;
    QString m_drivenId;
};

} // namespace gatehouse::test
