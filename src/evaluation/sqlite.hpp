// The few SQLite calls that the store needs, with errors as exceptions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include <sqlite3.h>

namespace imis {

enum class Access { write, read };

class Database {
public:
    // Opens a file; one to write is created where it is missing. Throws Error.
    Database(const std::filesystem::path& file, Access access);

    // Runs statements without results. Throws Error.
    void execute(const std::string& sql);

    [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close(handle); }
    };
    std::filesystem::path file_;
    std::unique_ptr<sqlite3, Close> handle_;
};

// A prepared statement: bind values from left to right, then step through the rows.
class Statement {
public:
    Statement(Database& database, const std::string& sql);

    Statement& bind(std::int64_t value);
    Statement& bind(double value);
    Statement& bind(const std::string& value);

    // True where there is a row.
    bool step();

    // Executes a statement without rows and resets it, so that it can be bound again.
    void run();

    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
    [[nodiscard]] double real(int column) const;  // NaN where it is NULL, which SQLite makes of NaN
    [[nodiscard]] std::string text(int column) const;

private:
    void check(int code) const;

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    Database& database_;
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    int next_ = 1;
};

// A transaction that is rolled back unless committed.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

}  // namespace imis
